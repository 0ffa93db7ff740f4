import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportPage } from '../../../electron/contract/reports.ts'
import { useFormat } from '../format-context.tsx'
import { ExportMenu } from './export/export-menu.tsx'
import { useFilterText } from './filter/filter-text.ts'
import type { TableFrameProps } from './table-props.ts'
import type { TableModel } from './use-table-model.ts'
import { ViewsMenu } from './views/views-menu.tsx'

type Props = Pick<TableFrameProps, 'report' | 'remembered' | 'keep' | 'onView'> & { model: TableModel }

/** What can be done with a table as a whole: its views, and its export. */
export function TableActions({ report, remembered, keep, onView, model }: Props) {
  const { view, columns, head, exporting, orderOf } = model
  const summary = useExportSummary(report, model)
  return (
    <>
      <ViewsMenu
        views={remembered.views}
        view={view}
        layout={columns.layout}
        onViews={views => keep({ views })}
        onShow={({ search, sort, filters, parameters, layout }) => {
          columns.show(layout)
          onView({ search, sort, filters, parameters: { ...view.parameters, ...parameters }, open: null })
        }}
      />
      <ExportMenu
        summary={summary(head.data)}
        isRunning={exporting.state.kind === 'running'}
        rows={model.selection.rows.length > 0 ? null : (head.data?.filtered ?? null)}
        onExport={(format, extent) => void exporting.write(format, orderOf(extent))}
        onCopy={extent => void exporting.copy(orderOf(extent))}
      />
    </>
  )
}

/** Says what an export will write, for instance `140 rows, Department is Sales`. */
function useExportSummary(report: ReportDescription, { view, selection }: TableModel) {
  const format = useFormat()
  const { t } = useTranslation()
  const filterText = useFilterText(report)
  return (page: ReportPage | undefined): string => {
    const selected = selection.rows.length
    if (selected > 0) return t('table.export.selected', { count: selected, rows: format.integer(selected) })
    const count = page?.filtered ?? 0
    return [
      t('table.rows', { count, filtered: format.integer(count) }),
      ...(view.search === '' ? [] : [t('table.export.searched', { search: view.search })]),
      ...view.filters.map(filterText),
    ].join(', ')
  }
}
