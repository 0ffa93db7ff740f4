import type { WireError } from '../../contract/errors.ts'
import type { BalanceFinding, DatasetProgress, DatasetResult, SyncRun } from '../../contract/sync.ts'
import type { PageSummary } from '../datasets/dataset.ts'
import type { DatasetDefinition, PageKind } from '../datasets/index.ts'
import type { GraphCall, ReportDownload } from '../graph/call.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { ReportFindings } from '../usage/reading/report-findings.ts'

export type SyncMode = 'full' | 'incremental'

export type { PageKind, PageSummary, ReportFindings }

/** One chain of pages within a dataset: where it resumes, or that it is complete. */
type StagedChain = { chain: string; nextLink: string | null; done: boolean; rows: number }

/** What an earlier run left in staging. */
export type StagedDataset = {
  dataset: string
  mode: SyncMode
  /** ISO 8601 UTC. */
  startedAt: string
  /** Whether everything arrived, so that it only needs publishing. */
  complete: boolean
  /**
   * The lane's own notes, as {@link StagingStore.begin} and {@link StagingStore.complete} were given them.
   */
  notes: Record<string, string>
  chains: readonly StagedChain[]
  rows: number
}

/**
 * Where arriving data waits until it is whole. Parsing and writing happen off the calling thread; each call
 * resolves when its data and its checkpoint are committed together. A kill between two calls loses nothing, a
 * kill within one loses that page.
 */
export type StagingStore = {
  recover(): Promise<readonly StagedDataset[]>
  /** Discards what was staged of the dataset and restarts, with one checkpoint per chain. */
  begin(
    dataset: string,
    options: {
      mode: SyncMode
      chains: readonly { chain: string; firstLink: string }[]
      notes: Record<string, string>
    },
  ): Promise<void>
  /**
   * Adds one JSON page to a chain and moves the chain's checkpoint to the page's next link (done when there
   * is none). The buffer is handed over and must not be used afterwards. Throws `invalidAnswer` when it is
   * not the JSON it should be; nothing is kept then.
   */
  page(dataset: string, chain: string, kind: PageKind, body: Uint8Array): Promise<PageSummary>
  /**
   * Replaces what is staged of a usage report with the CSV that streams in. No day after `latestDay`
   * (`YYYY-MM-DD`; any, where it is left out) is taken for true. Throws `invalidAnswer` for another document
   * and for one that was cut short.
   */
  report(
    dataset: string,
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
    latestDay?: string,
  ): Promise<ReportFindings>
  complete(dataset: string, notes: Record<string, string>): Promise<void>
  /** How many different keys the dataset holds in staging: people, when pages repeat some of them. */
  distinctRows(dataset: string): Promise<number>
  /** How many different keys were removed by the last row about them. Looks into every row. */
  removedRows(dataset: string): Promise<number>
  discard(dataset: string): Promise<void>
}

/** What is remembered of a dataset between runs; moves in the same transaction as its data. */
export type DatasetState = {
  dataset: string
  /** When its data was retrieved last, ISO 8601 UTC. */
  succeededAt: string | null
  lastFullAt: string | null
  deltaLink: string | null
  refreshDate: string | null
  /** Recognises an unchanged source without reading it whole. */
  fingerprint: string | null
  concealed: boolean
  rows: number
  /** Failed runs since the last success. */
  failures: number
  /**
   * Why it holds nothing or old data, as a short code: null, `notGranted`, `failed`, `notInThisCloud`,
   * `licenseMissing`.
   */
  problem: string | null
}

export type SignInTimes = { before: number; came: number }

export type DriftQuestion = {
  runId: number
  /** People by `$count`, null where it was not asked for. */
  peopleCount: number | null
  /** Whether everybody was listed in this run. */
  full: boolean
}

/** Where the books disagree twice in a row: what Microsoft counts and what is stored. */
export type Drift = { dataset: string; subject: string; expected: number; actual: number }

export type PublishedCounts = { dataset: string; inserted: number; updated: number; removed: number }

/** What a publication needs to know besides the staged rows. */
export type Publication = {
  runId: number
  /** ISO 8601 UTC. */
  at: string
  datasets: readonly { dataset: string; mode: SyncMode; state: Partial<DatasetState> }[]
}

/** The one writer of a connector's database during a sync. */
export type SyncStore = StagingStore & {
  states(): Promise<readonly DatasetState[]>
  /** Remembers a dataset's state without new data (refused, unchanged, failed). */
  note(dataset: string, state: Partial<DatasetState>): Promise<void>
  startRun(run: { mode: SyncMode; startedAt: string }): Promise<number>
  /**
   * Moves complete staged datasets into the live tables, records changes and history and refreshes the
   * derived figures, all in one transaction.
   */
  publish(publication: Publication): Promise<readonly PublishedCounts[]>
  /**
   * Compares people with `$count`, assignments per product with `consumedUnits`, report rows with licensed
   * people, and keeps what was found with the run, beside what the run found of answers that it set aside.
   */
  balance(facts: {
    runId: number
    peopleCount: number | null
    setAside: readonly BalanceFinding[]
  }): Promise<readonly BalanceFinding[]>
  /**
   * How many people there would be after the staged changes of people, which must be complete, were
   * published.
   */
  peopleAfter(): Promise<number>
  /**
   * How many rows in use the staged list of products or subscriptions, which must be complete, lacks; 0 for
   * other datasets.
   */
  lostInUse(dataset: string): Promise<number>
  /**
   * How many stored people have a time of a sign-in, and how many of the staged ones, which must be complete.
   */
  signInTimes(): Promise<SignInTimes>
  /**
   * Remembers where people and products disagree with Microsoft's counts, and says where they did so in the
   * sync before, too.
   */
  drift(question: DriftQuestion): Promise<readonly Drift[]>
  finishDataset(runId: number, result: DatasetResult): Promise<void>
  finishRun(
    runId: number,
    end: { status: SyncRun['status']; finishedAt: string; error: WireError | null; retryAt: string | null },
  ): Promise<void>
  close(): Promise<void>
}

/** Microsoft Graph as a sync needs it. Retries, waits and tokens are the client's business. */
export type GraphReader = {
  /** A JSON answer's bytes, whole. */
  page(url: URL, call: GraphCall): Promise<Uint8Array>
  text(url: URL, call: GraphCall): Promise<string>
  report(url: URL, call: GraphCall): Promise<ReportDownload>
  /** A path below `/v1.0` or another version as an address. */
  url(path: string, version?: 'v1.0' | 'beta'): URL
  /** Throws `foreignLink` unless the link stays on Microsoft Graph. */
  resolveLink(link: string): URL
}

export type SyncPorts = {
  graph: GraphReader
  store: SyncStore
  clock: Clock
  random: Random
  log: Log
  /** A digest in hexadecimal, to recognise an unchanged report. */
  digest: (bytes: Uint8Array) => string
  onProgress: (progress: DatasetProgress) => void
}

/**
 * What a lane learned of its dataset, to be published or noted. `notNeeded`: nothing could have come of it,
 * so that it was not asked for.
 */
export type Retrieved = {
  status: 'staged' | 'unchanged' | 'notNeeded'
  rows: number
  deltaLink?: string | null
  refreshDate?: string | null
  fingerprint?: string | null
  concealed?: boolean
  /** When the oldest part was retrieved, ISO 8601 UTC, where that was in an earlier run. */
  retrievedAt?: string
  /** People by `$count`, where the lane asked. */
  peopleCount?: number | null
}

export type SyncOrder = {
  connector: { id: string; clientId: string }
  mode: SyncMode
  definitions: readonly DatasetDefinition[]
  named: boolean
  hasUsageReports: boolean
  /** Proves the credentials before anything else; throws what sign-in refuses. */
  signIn: (signal: AbortSignal) => Promise<unknown>
  signal: AbortSignal
}
