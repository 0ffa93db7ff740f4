import type { Cell, ReportPage, ReportRequest } from '../../contract/reports.ts'
import type { SyncRun } from '../../contract/sync.ts'

/** Reads one connector's database on a connection that cannot write and never waits for the writer. */
export type ReportReader = {
  page(request: ReportRequest): ReportPage
  /** All rows of the report as filtered and sorted, in batches, for an export. */
  rows(request: ReportRequest): Iterable<readonly Cell[][]>
  runs(connectorId: string, limit: number): SyncRun[]
  /** `YYYY-MM-DD` from the registration: the last day of the newest credential that fits the hint, null when unknown. */
  secretExpiry(hint: string | null): string | null
  close(): void
}
