import { existsSync } from 'node:fs'
import type { BalanceFinding, DatasetResult } from '../../contract/sync.ts'
import { createDaysWriter, type DaysWriter } from '../../core/daily-activity/days-writer.ts'
import { migrate, versionOf } from '../../core/database/migrate.ts'
import { loadProductNames } from '../../core/database/names/store.ts'
import type { StatementListener, Writer } from '../../core/database/ports.ts'
import { AppError } from '../../core/errors.ts'
import { type BalanceRequest, balance } from '../../core/publish/balance/balance.ts'
import { checkDrift } from '../../core/publish/balance/drift.ts'
import { rederive } from '../../core/publish/derive/effects.ts'
import { finishDataset, finishRun, type RunEnd, startRun } from '../../core/publish/journal/runs.ts'
import { readStates, writeState } from '../../core/publish/journal/states.ts'
import { lostInUse } from '../../core/publish/lost-in-use.ts'
import { peopleAfter } from '../../core/publish/people/people-after.ts'
import { type FindReport, nothingPrepared, prepare } from '../../core/publish/prepare.ts'
import { publish } from '../../core/publish/publish.ts'
import { signInTimes } from '../../core/publish/sign-in-times.ts'
import { judgeChanges, judgeSeats } from '../../core/savings/verdicts.ts'
import { ensureUserIndex } from '../../core/search/user-index.ts'
import { dropLeftovers, dropStaged, stagedSources } from '../../core/staging/staged.ts'
import { createStaging, type Staging } from '../../core/staging/staging.ts'
import type {
  DatasetState,
  Drift,
  DriftQuestion,
  Publication,
  PublishedCounts,
  SignInTimes,
  SyncMode,
} from '../../core/sync/ports.ts'
import { findReportDataset } from '../../core/usage/catalogue/datasets.ts'
import { usageReports } from '../../core/usage/catalogue/index.ts'
import type { UsageReport } from '../../core/usage/catalogue/types.ts'
import { sweepPeople } from '../../core/usage/storing/sweep.ts'
import { createUsageWriter } from '../../core/usage/storing/usage-writer.ts'
import { createViews, viewsAreCurrent } from '../../core/views/create.ts'
import { removeStagingFiles } from './earlier-files.ts'
import { readNames, shippedNames } from './names/product-names.ts'
import { currentVersion, isDamaged, openReader, openWriter, setAside } from './open.ts'
import { checkSuspect } from './suspect.ts'
import { createLogKeeper } from './write-ahead-log.ts'

/**
 * The one writer of a connector's database, see `SyncStore` for what its methods promise. Every call does its
 * work before it returns.
 */
export type TenantWriter = {
  readonly file: string
  /** Where a damaged database was moved to before this one was begun; null in the usual case. */
  readonly setAside: string | null
  states(): DatasetState[]
  note(dataset: string, state: Partial<DatasetState>): void
  /** Also closes runs that an earlier program left in their middle. */
  startRun(run: { mode: SyncMode; startedAt: string }): number
  /** Where arriving data waits. */
  readonly staging: Staging
  /**
   * Does ahead what a publication of this dataset would do first, while the sync still waits for others;
   * nobody can see it. Nothing happens unless the dataset is complete.
   */
  prepare(dataset: string): void
  publish(publication: Publication): PublishedCounts[]
  /** How many people there would be after the complete changes were published. */
  peopleAfter(): number
  lostInUse(dataset: string): number
  signInTimes(): SignInTimes
  balance(facts: BalanceRequest): BalanceFinding[]
  drift(question: DriftQuestion): Drift[]
  finishDataset(runId: number, result: DatasetResult): void
  readonly days: DaysWriter
  /** Makes the verdicts on seats again, as of a day `YYYY-MM-DD`. */
  judge(day: string): void
  /** Also deletes the people whom nothing names any more. */
  finishRun(runId: number, end: RunEnd): void
  /** Empties the log, and drops what was staged unless it is kept (the default). */
  close(end?: { keepStaged: boolean }): void
}

export type TenantOptions = {
  /**
   * What to do about a damaged database, which is set aside in any case: begin a new one, or throw
   * `databaseDamaged` (the default).
   */
  whenDamaged?: 'throw' | 'startAnew'
  busyTimeoutMs?: number
  onStatement?: StatementListener | undefined
  /** Milliseconds since the epoch; names the file that is set aside. */
  now?: () => number
  /** Microsoft's table of product names, where another than the shipped one is to be used. */
  namesFile?: URL | string
  catalogue?: readonly UsageReport[]
  findReport?: FindReport
}

/**
 * Opens a connector's database to write, makes or upgrades it where needed, and brings product names and
 * views up to date. Throws `databaseNewer` (the file stays untouched), `databaseDamaged` (the file was
 * renamed, so that the next attempt begins a new one), `readOnly`, `diskFull`, `syncRunning` when another
 * program holds the write lock.
 */
export function openTenantDatabase(file: string, options: TenantOptions = {}): TenantWriter {
  const { catalogue = usageReports, findReport = findReportDataset } = options
  removeStagingFiles(file)
  const { writer, movedTo } = openSoundly(file, options)
  const log = createLogKeeper(writer)
  const staging = createStaging(writer, { ...options, checkRoom: log.checkRoom })
  const prepared = nothingPrepared()
  /** Rows that have arrived are committed first, so that each call is a transaction of its own. */
  const alone =
    <Input extends unknown[], Output>(work: (...input: Input) => Output) =>
    (...input: Input): Output => {
      staging.commit()
      return work(...input)
    }
  return {
    file,
    setAside: movedTo,
    staging,
    days: createDaysWriter(writer, catalogue),
    prepare: alone(dataset => {
      log.tidy()
      const source = stagedSources(writer).get(dataset)
      if (source !== undefined) prepare(writer, source, prepared, findReport)
    }),
    states: alone(() => readStates(writer)),
    note: alone((dataset, state) => writer.transaction(() => writeState(writer, dataset, state))),
    startRun: alone(run => startRun(writer, run)),
    publish: alone(publication => {
      try {
        return publish(writer, publication, prepared, catalogue, findReport)
      } finally {
        // People of today's names may have been entered whom no report names yet.
        staging.forgetPeople()
      }
    }),
    peopleAfter: alone(() => peopleAfter(writer, stagedSources(writer))),
    lostInUse: alone(dataset => lostInUse(writer, stagedSources(writer).get(dataset))),
    signInTimes: alone(() => signInTimes(writer, stagedSources(writer))),
    balance: alone(facts => balance(writer, facts, catalogue)),
    drift: alone(question => checkDrift(writer, question)),
    finishDataset: alone((runId, result) => finishDataset(writer, runId, result)),
    judge: alone(day => judgeSeats(writer, catalogue, day)),
    finishRun: alone((runId, end) => {
      finishRun(writer, runId, end)
      judgeChanges(writer, catalogue, end.finishedAt.slice(0, 10))
      cleanUp(() => {
        staging.dropLeftovers()
        sweepPeople(writer, catalogue)
      })
      staging.forgetPeople()
    }),
    close: ({ keepStaged } = { keepStaged: true }) => {
      staging.commit()
      cleanUp(() => (keepStaged ? staging.dropLeftovers() : staging.discardAll()))
      log.finish()
      writer.close()
    },
  }
}

/** What cannot be dropped now, as on a full disk, is dropped when the database is opened again. */
function cleanUp(work: () => void): void {
  try {
    work()
  } catch {
    // What was published is there, which is what counts.
  }
}

/**
 * Upgrades a database that an earlier version of the program has left, so that it can be read. A database
 * that is current is only read, and one that is not there is not made. Throws as {@link openTenantDatabase}.
 *
 * @returns whether anything had to be done
 */
export function bringUpToDate(file: string, options: TenantOptions = {}): boolean {
  const { catalogue = usageReports } = options
  if (!existsSync(file)) return false
  const reader = openReader(file)
  try {
    if (versionOf(reader) === currentVersion() && viewsAreCurrent(reader, catalogue)) return false
  } finally {
    reader.close()
  }
  openTenantDatabase(file, options).close()
  return true
}

function openSoundly(file: string, options: TenantOptions): { writer: Writer; movedTo: string | null } {
  const { whenDamaged = 'throw', now = Date.now } = options
  try {
    return { writer: openCurrent(file, options), movedTo: null }
  } catch (error) {
    if (!isDamaged(error)) throw error
    const movedTo = setAside(file, now())
    if (whenDamaged === 'startAnew') return { writer: openCurrent(file, options), movedTo }
    throw new AppError('databaseDamaged', `The database was damaged and has been set aside as ${movedTo}.`, {
      fix: 'Sync again: a new database is started. The damaged file is kept as it was.',
      cause: error,
    })
  }
}

function openCurrent(file: string, options: TenantOptions): Writer {
  const { catalogue = usageReports, namesFile = shippedNames, busyTimeoutMs, onStatement } = options
  const writer = openWriter(file, {
    ...(busyTimeoutMs === undefined ? {} : { busyTimeoutMs }),
    onStatement,
  })
  try {
    checkSuspect(writer)
    migrate(writer)
    ensureUserIndex(writer)
    // What another version of the program has staged may be of another shape.
    if (viewsAreCurrent(writer, catalogue))
      dropLeftovers(writer, createUsageWriter(writer, options.findReport))
    else dropStaged(writer)
    loadProductNames(writer, readNames(namesFile))
    createViews(writer, catalogue, () => rederive(writer, catalogue))
    return writer
  } catch (error) {
    writer.close()
    throw error
  }
}
