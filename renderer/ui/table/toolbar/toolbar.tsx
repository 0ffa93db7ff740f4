import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportDescription } from '../../../../electron/contract/reports.ts'
import type { View } from '../../../routing/view.ts'
import { ColumnsMenu, DensityMenu } from '../columns/columns-menu.tsx'
import type { Columns } from '../columns/use-columns.ts'
import { FilterButton } from '../filter/filter-button.tsx'
import { FilterChips } from '../filter/filter-chips.tsx'
import type { FilterEditing } from '../filter/use-filter-editing.ts'
import type { OnView } from '../rows/report-rows.ts'
import { ParameterFields } from './parameter-fields.tsx'
import { type QuickFilter, QuickFilters } from './quick-filters.tsx'
import { SearchField } from './search-field.tsx'

const useStyles = makeStyles({
  bars: {
    containerType: 'inline-size',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
  },
  // It gives way before the tools take a second line.
  search: { flexGrow: 1000, flexBasis: '160px', maxWidth: '240px' },
  spacer: { flexGrow: 1 },
})

export type ToolbarProps = {
  report: ReportDescription
  columns: Columns
  view: View
  onView: OnView
  quickFilters: readonly QuickFilter[]
  editing: FilterEditing
  /** Values of the report for which the screen has controls of its own. */
  owns: readonly string[]
  /** Views, export: what stands before the choice of columns. */
  actions: ReactNode
  /** Buttons of the screen itself. */
  children: ReactNode
}

/** Search, filters, the report's own parameters and the choice of columns above a table. */
export function Toolbar({
  report,
  columns,
  view,
  onView,
  quickFilters,
  editing,
  owns,
  actions,
  children,
}: ToolbarProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const parameters = report.parameters.filter(({ key }) => !owns.includes(key))
  const hasSecondLine = [quickFilters, view.filters, parameters].some(({ length }) => length > 0)
  return (
    <div className={styles.bars}>
      <div className={styles.bar}>
        <SearchField
          className={styles.search}
          label={t('table.search')}
          value={view.search}
          onChange={search => onView({ search }, { replace: true })}
        />
        <FilterButton editing={editing} />
        <span className={styles.spacer} />
        {children}
        {actions}
        <ColumnsMenu columns={columns} />
        <DensityMenu columns={columns} />
      </div>
      {hasSecondLine && (
        <div className={styles.bar}>
          <ParameterFields parameters={parameters} view={view} onView={onView} />
          <QuickFilters quickFilters={quickFilters} view={view} onView={onView} />
          <FilterChips
            report={report}
            filters={view.filters}
            onChange={filters => onView({ filters })}
            onEdit={(filter, chip) => editing.edit({ column: filter.column, replaces: filter }, chip)}
          />
        </div>
      )}
    </div>
  )
}
