import type { Cell, ReportPage, ReportRequest } from '../../contract/reports.ts'
import type { SearchResult } from '../../contract/search.ts'
import type { SyncRun } from '../../contract/sync.ts'
import type { CredentialEnd, RegisteredSecret } from '../connectors/credential-end.ts'

/** What a report says and its database does not know. */
export type Beside = { credentialEnd: CredentialEnd | null }

/** Reads one connector's database on a connection that cannot write and never waits for the writer. */
export type ReportReader = {
  page(request: ReportRequest, beside?: Beside): ReportPage
  /** All rows of the report as filtered and sorted, in batches, for an export. */
  rows(request: ReportRequest, beside?: Beside): Iterable<readonly Cell[][]>
  /** Users, products and departments that a text finds; at most `limit` users. */
  find(text: string, limit: number): SearchResult[]
  runs(connectorId: string, limit: number): SyncRun[]
  /** The client secrets that the registration listed; none when it could not be read. */
  registeredSecrets(): readonly RegisteredSecret[]
  close(): void
}
