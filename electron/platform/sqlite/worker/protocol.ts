import type { WireError } from '../../../contract/errors.ts'
import type { DayProblem } from '../../../core/daily-activity/judge.ts'
import type { DayFacts } from '../../../core/daily-activity/plan.ts'
import type { DayOrder } from '../../../core/daily-activity/ports.ts'
import type {
  PageKind,
  PageSummary,
  ReportFindings,
  StagedDataset,
  StagingStore,
  SyncStore,
} from '../../../core/sync/ports.ts'
import type { TenantOptions } from '../tenant.ts'

/** What a worker is started with. */
export type WorkerOrder = {
  /** The connector's database. */
  databaseFile: string
  whenDamaged: NonNullable<TenantOptions['whenDamaged']>
}

type Call<Input, Output> = { input: Input; output: Output }
type Dataset = { dataset: string }
type Mirrored<Method extends keyof SyncStore> = Call<
  Parameters<SyncStore[Method]>,
  Awaited<ReturnType<SyncStore[Method]>>
>

/** What can be asked of a worker. */
export type Calls = {
  open: Call<null, { setAside: string | null }>
  recover: Call<null, readonly StagedDataset[]>
  begin: Call<Dataset & { options: Parameters<StagingStore['begin']>[1] }, void>
  page: Call<Dataset & { chain: string; kind: PageKind; body: Uint8Array }, PageSummary>
  reportStart: Call<Dataset & { latestDay: string }, void>
  reportBlock: Call<Dataset & { block: Uint8Array<SharedArrayBuffer> }, void>
  reportEnd: Call<Dataset, ReportFindings>
  reportAbort: Call<Dataset, void>
  /** A report's day; its blocks come by `reportBlock` under {@link dayDataset}. */
  dayStart: Call<DayOrder, void>
  dayEnd: Call<DayOrder & { at: string }, DayProblem | null>
  dayAbort: Call<{ report: string }, void>
  coverDays: Call<{ today: string }, readonly DayFacts[]>
  askDay: Call<{ report: string; day: string; at: string }, void>
  noteDay: Call<{ report: string; day: string; problem: DayProblem }, void>
  complete: Call<Dataset & { notes: Record<string, string> }, void>
  distinctRows: Call<Dataset, number>
  removedRows: Call<Dataset, number>
  discard: Call<Dataset, void>
  close: Call<null, void>
  /** Writes a copy of the database, which need not be open. */
  copy: Call<{ target: string }, void>

  states: Mirrored<'states'>
  note: Mirrored<'note'>
  startRun: Mirrored<'startRun'>
  /** Does ahead what a publication of the dataset would do first. */
  prepare: Call<Dataset, void>
  publish: Mirrored<'publish'>
  /** Drops what is left in staging of what was published. */
  dropLeftovers: Call<null, void>
  balance: Mirrored<'balance'>
  lostInUse: Call<Dataset, number>
  signInTimes: Mirrored<'signInTimes'>
  peopleAfter: Mirrored<'peopleAfter'>
  drift: Mirrored<'drift'>
  finishDataset: Mirrored<'finishDataset'>
  finishRun: Mirrored<'finishRun'>
}

/** Under which name the blocks of a report's day arrive. */
export const dayDataset = (report: string): string => `day.${report}`

export type CallName = keyof Calls

export type Request = { id: number; call: CallName; input: Calls[CallName]['input'] }

/** An AppError on its way between threads, which keep nothing of an error's class. */
export type WorkerError = WireError & { retryAt: number | null }

export type Response =
  | { id: number; ok: true; output: Calls[CallName]['output'] }
  | { id: number; ok: false; error: WorkerError }

/** The work behind every call. It runs to its end before the next message is looked at. */
export type CallHandlers = { [Name in CallName]: (input: Calls[Name]['input']) => Calls[Name]['output'] }
