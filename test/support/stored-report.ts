import type { Writer } from '../../electron/core/database/ports.ts'
import { createReportReader } from '../../electron/core/usage/reading/report-reader.ts'
import { publishUsageReport } from '../../electron/core/usage/storing/publish-report.ts'
import { findUsageTable } from '../../electron/core/usage/storing/tables.ts'
import { createUsageWriter } from '../../electron/core/usage/storing/usage-writer.ts'
import { type ReportCells, reportCsv } from './report-csv.ts'

/**
 * Stores a report about people as a publication does, for data that is made without a sync. What the reports
 * say together is derived afterwards.
 *
 * @param refreshDate `YYYY-MM-DD`
 */
export function storeReport(
  writer: Writer,
  dataset: string,
  refreshDate: string,
  rows: Iterable<readonly [key: string, cells: ReportCells, item?: string]>,
): void {
  const table = findUsageTable(dataset)
  if (table === null) throw new Error(`${dataset} is no report about people.`)
  const usage = createUsageWriter(writer)
  usage.begin(dataset)
  let rowCount = 0
  for (const [key, cells, item = ''] of rows) {
    const reader = createReportReader(table.report, row => usage.row(dataset, { ...row, item }))
    reader.push(reportCsv(table.report, [[key, cells]]))
    reader.end()
    rowCount += 1
  }
  const source = { rowCount, namelessRows: 0, unreadableRows: 0 }
  publishUsageReport(writer, table, source, { refreshDate, concealed: false }, `${refreshDate}T06:00:00Z`)
}
