import type { UsageReport } from '../../electron/core/graph/catalogue/types.ts'
import { createReportReader } from '../../electron/core/graph/csv/report-reader.ts'
import type { Writer } from '../../electron/platform/sqlite/connection.ts'
import { sql } from '../../electron/platform/sqlite/sql.ts'
import { type ReportCells, reportCsv } from './report-csv.ts'

/** Stores a report with one row for each person as a publication does, for data that is made without a sync. */
export function storeChunks(
  writer: Writer,
  reportId: number,
  report: UsageReport,
  rows: Iterable<readonly [key: string, cells: ReportCells]>,
): void {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
  const reader = createReportReader(report, {
    keyed: () => undefined,
    people: chunk => {
      writer.run(sql`
        insert into usage_chunk (report_id, rows, people, cells)
        values (${reportId}, ${chunk.rows}, ${text(chunk.people)}, ${text(chunk.cells)})`)
    },
  })
  reader.push(reportCsv(report, rows))
  reader.end()
}
