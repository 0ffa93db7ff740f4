import { Field, makeStyles, SpinButton, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportDescription } from '../../../electron/contract/reports.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { FilterChips } from './filter-chips.tsx'
import { SearchField } from './search-field.tsx'
import type { ColumnTable } from './use-columns.ts'
import type { OnView, View } from './view.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
  },
  search: { width: '280px', maxWidth: '100%' },
  spacer: { flexGrow: 1 },
  number: { width: '96px' },
  field: { gridTemplateColumns: 'auto auto', columnGap: tokens.spacingHorizontalS },
})

type Props = { report: ReportDescription; table: ColumnTable; view: View; onView: OnView }

/** Search, filters, the report's own parameters and the choice of columns above a table. */
export function TableToolbar({ report, table, view, onView }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <div className={styles.bar}>
      <SearchField
        className={styles.search}
        label={t('table.search')}
        value={view.search}
        onChange={search => onView({ ...view, search }, { replace: true })}
      />
      {report.parameters.map(({ key, label, default: usual, min, max }) => (
        <Field key={key} label={label} orientation="horizontal" className={styles.field}>
          <SpinButton
            className={styles.number}
            min={min}
            max={max}
            value={view.parameters[key] ?? usual}
            onChange={(_event, { value, displayValue }) => {
              const next = value ?? Number(displayValue)
              if (!Number.isInteger(next) || next < min || next > max) return
              onView({ ...view, parameters: { ...view.parameters, [key]: next } }, { replace: true })
            }}
          />
        </Field>
      ))}
      <FilterChips
        report={report}
        filters={view.filters}
        onChange={filters => onView({ ...view, filters })}
      />
      <span className={styles.spacer} />
      <ColumnChooser table={table} />
    </div>
  )
}
