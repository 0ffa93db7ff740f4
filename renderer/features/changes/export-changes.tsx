import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportFilter } from '../../../electron/contract/reports.ts'
import { useQueries } from '../../queries.ts'
import { plainView } from '../../routing/view.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { ExportMenu } from '../../ui/table/export/export-menu.tsx'
import { ExportStatus } from '../../ui/table/export/export-status.tsx'
import { useExport } from '../../ui/table/export/use-export.ts'
import { useSaveFile } from '../../ui/table/export/use-save-file.ts'
import { rowRequest } from '../../ui/table/rows/report-rows.ts'

type Props = { connector: string; filters: readonly ReportFilter[] }

/** Every change between the two days as a file, without a way over the table. */
export function ExportChanges({ connector, filters }: Props) {
  const reports = useQuery(useQueries().reports())
  const report = reports.data?.find(({ name }) => name === 'changes')
  return report === undefined ? null : <Menu connector={connector} filters={filters} report={report} />
}

function Menu({ connector, filters, report }: Props & { report: ReportDescription }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { isBrowser, save } = useSaveFile()
  const exporting = useExport(report, async file => (isBrowser ? save(file) : undefined))
  const request = rowRequest(connector, report, { ...plainView, filters: [...filters] })
  const count = useQuery(useQueries().page({ ...request, limit: 1 })).data?.filtered ?? 0
  const order = { request, columns: null, rows: null }
  return (
    <>
      <ExportMenu
        summary={t('table.rows', { count, filtered: format.integer(count) })}
        isRunning={exporting.state.kind === 'running'}
        hasHiddenColumns={false}
        onExport={wanted => void exporting.write(wanted, order)}
        onCopy={() => void exporting.copy(order)}
      />
      <ExportStatus exporting={exporting} />
    </>
  )
}
