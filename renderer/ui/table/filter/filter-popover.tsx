import { makeStyles, Popover, PopoverSurface } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportFilter } from '../../../../electron/contract/reports.ts'
import type { RowRequest } from '../rows/report-rows.ts'
import { FilterEditor } from './filter-editor.tsx'
import type { FilterEditing } from './use-filter-editing.ts'

const useStyles = makeStyles({
  // In a low window the editor is scrolled within itself.
  surface: { position: 'relative', overflowY: 'auto', boxSizing: 'border-box' },
})

type Props = {
  report: ReportDescription
  editing: FilterEditing
  request: RowRequest
  filters: readonly ReportFilter[]
  onFilters: (filters: readonly ReportFilter[]) => void
}

/** The editor of a filter beside what opened it: the button, or the chip of a filter that is there. */
export function FilterPopover({ report, editing, request, filters, onFilters }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { draft, target, close } = editing
  if (draft === null) return null
  const others = filters.filter(filter => filter !== draft.replaces)
  const apply = (filter: ReportFilter) => {
    const isChange = draft.replaces !== null
    onFilters(isChange ? filters.map(old => (old === draft.replaces ? filter : old)) : [...others, filter])
    close()
  }
  return (
    <Popover
      open
      trapFocus
      positioning={{
        target,
        position: 'below',
        align: 'start',
        autoSize: 'height',
        overflowBoundaryPadding: 8,
      }}
      onOpenChange={(_event, { open }) => !open && close()}
    >
      <PopoverSurface className={styles.surface} aria-label={t('table.filter.title')}>
        <FilterEditor
          key={JSON.stringify(draft)}
          columns={report.columns}
          draft={draft}
          request={{ ...request, filters: (request.filters ?? []).filter(one => one !== draft.replaces) }}
          onApply={apply}
          onCancel={close}
        />
      </PopoverSurface>
    </Popover>
  )
}
