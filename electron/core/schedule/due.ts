import type { ErrorCode, WireError } from '../../contract/errors.ts'
import type { ScheduleSettings } from '../../contract/settings.ts'
import type { SyncRun } from '../../contract/sync.ts'
import { nextSlot, spreadOf } from './slots.ts'

/**
 * The last scheduled sync that this program has started, and how many in a row left no run behind: another
 * program was at it, or the keychain did not answer. `refusal` is why the last of them did not begin; null
 * after a run.
 */
export type Attempt = { at: number; inARow: number; refusal: WireError | null }

/** What is known of one connector when its next sync is decided on. */
export type ConnectorFacts = {
  id: string
  /** Epoch milliseconds. */
  createdAt: number
  /** False for the demo tenant, which runs on this computer. */
  needsNetwork: boolean
  /** The newest first; the ten newest are enough. */
  runs: readonly SyncRun[]
  attempt: Attempt | null
}

const minuteMs = 60_000
const firstPauseMs = 15 * minuteMs
const maxPauseMs = 4 * 60 * minuteMs

/** What passes by itself, so that asking again before the next regular time makes sense. */
const passingCodes: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'timedOut',
  'throttled',
  'serviceUnavailable',
  'engineStopped',
  'unexpected',
])

/** Whether a run brought nothing, for a reason that passes by itself. */
export function failedInPassing({ status, error }: SyncRun): boolean {
  return status === 'failed' && error !== null && passingCodes.has(error.code)
}

/**
 * When the connector's next scheduled sync is due, epoch milliseconds; it may be in the past. That is the
 * first time of the schedule after its last run began, by button and command as well; a time that was slept
 * through is due until it is caught up. When Microsoft named a time to come back it is that time, and after a
 * failure that passes by itself it is sooner, with growing pauses.
 */
export function dueAt(
  schedule: Pick<ScheduleSettings, 'everyHours' | 'at'>,
  timeZone: string,
  { id, createdAt, runs, attempt }: ConnectorFacts,
): number {
  const [newest = null] = runs
  const lastBegun = newest === null ? createdAt : Math.max(createdAt, Date.parse(newest.startedAt))
  const slot = nextSlot(schedule, timeZone, Math.max(lastBegun, attempt?.at ?? 0))
  const regular = slot + spreadOf(id, slot, schedule)
  if (attempt !== null && attempt.inARow > 0 && attempt.at >= lastBegun) {
    return Math.min(regular, attempt.at + pauseAfter(attempt.inARow))
  }
  if (newest === null) return regular
  if (newest.retryAt !== null) return Date.parse(newest.retryAt)
  const failures = runs.findIndex(run => !failedInPassing(run))
  const inARow = failures === -1 ? runs.length : failures
  const ended = Date.parse(newest.finishedAt ?? newest.startedAt)
  return inARow === 0 ? regular : Math.min(regular, ended + pauseAfter(inARow))
}

function pauseAfter(failures: number): number {
  return Math.min(maxPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10))
}
