import type {
  Cell,
  ReportPage,
  ReportRequest,
  ReportTotals,
  ReportValues,
  TotalsRequest,
  ValuesRequest,
} from '../../contract/reports.ts'
import type { SearchResult } from '../../contract/search.ts'
import type { SyncRun } from '../../contract/sync.ts'
import type { CredentialEnd, RegisteredSecret } from '../connectors/credential-end.ts'
import type { Reader } from '../database/ports.ts'
import type { DatasetFact } from './trust.ts'

/** What a report says and its database does not know. */
export type Beside = { credentialEnd: CredentialEnd | null }

/** What questions about the whole tenant are answered from. Nothing in it can change the database. */
export type InsightContext = {
  reader: Reader
  /** Milliseconds since the epoch. */
  now: number
  facts: readonly DatasetFact[]
  /** `YYYY-MM-DD`, the day up to which activity per user is known; null while nobody's is. */
  activityDay: string | null
}

/** Reads one connector's database on a connection that cannot write and never waits for the writer. */
export type ReportReader = {
  page(request: ReportRequest, beside?: Beside): ReportPage
  values(request: ValuesRequest): ReportValues
  totals(request: TotalsRequest): ReportTotals
  /**
   * All rows of the report as filtered and sorted, in batches, for an export.
   *
   * @param columns keys of the columns that a row is made of, in their order; left out or null for all
   */
  rows(
    request: ReportRequest,
    beside?: Beside,
    columns?: readonly string[] | null,
  ): Iterable<readonly Cell[][]>
  /** Users, products and departments that a text finds; at most `limit` users. */
  find(text: string, limit: number): SearchResult[]
  /** Answers a question about the whole tenant from the newest publication. */
  insight<Answer>(read: (context: InsightContext) => Answer): Answer
  /** Whether every user is read under a made-up name. */
  hasPseudonyms(): boolean
  runs(connectorId: string, limit: number): SyncRun[]
  /** The tenant's default domain; null while that is not known. */
  domain(): string | null
  /** The client secrets that the registration listed; none when it could not be read. */
  registeredSecrets(): readonly RegisteredSecret[]
  close(): void
}
