import { makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportDescription } from '../../../electron/contract/reports.ts'
import { ErrorPanel } from '../error-panel.tsx'
import { Notes } from '../notes.tsx'
import { useDelayed } from '../use-delayed.ts'
import { type ShownColumns, useColumns } from './columns.ts'
import { type OnView, rowRequest, useReportHead, type View } from './report-rows.ts'
import { TableBody } from './table-body.tsx'
import { TableToolbar } from './table-toolbar.tsx'

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
  },
})

export type ReportTableProps = {
  connector: string
  report: ReportDescription
  shown: ShownColumns
  view: View
  onView: OnView
}

/**
 * One report as a table over any number of rows: sorted, searched and paged by the database, drawn only where
 * it is seen.
 */
export function ReportTable({ connector, report, shown, view, onView }: ReportTableProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const request = rowRequest(connector, report, view)
  const head = useReportHead(request)
  const table = useColumns(report.columns, shown)
  const isLate = useDelayed(head.isPending)
  return (
    <div className={styles.frame}>
      <TableToolbar report={report} table={table} view={view} onView={onView} />
      {head.isError && <ErrorPanel error={head.error} onRetry={() => void head.refetch()} />}
      {head.data !== undefined && <Notes notes={head.data.notes} />}
      {isLate && <Spinner label={t('common.loading')} />}
      {head.data !== undefined && !head.isError && (
        <TableBody
          request={request}
          head={head.data}
          isStale={head.isPlaceholderData}
          title={report.title}
          table={table}
          sort={request.sort}
          onSort={next => onView({ ...view, sort: next })}
          onClear={() => onView({ ...view, search: '', filters: [] })}
        />
      )}
    </div>
  )
}
