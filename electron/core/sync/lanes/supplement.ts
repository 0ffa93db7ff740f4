import { AppError, isAbort } from '../../errors.ts'
import type { GraphCall } from '../../graph/call.ts'
import type { RetryLimits } from '../../graph/limits.ts'
import type { Retrieved, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { reportOf, retrieveReport } from './reports.ts'

/** Nobody waits for what a sync can do without, but for the pauses by which requests are spread out. */
const limits: Partial<RetryLimits> = {
  putOffAttempts: 1,
  faultAttempts: 2,
  doubtAttempts: 1,
  slowAttempts: 1,
  maxWaitMs: 5_000,
}
/** So long may its answer take to begin, whatever comes in between. */
const maxHeadMs = 30_000

/**
 * Retrieves a report that only makes figures of others exact. It keeps nobody waiting, and has a scope of its
 * own, so that a wait that it was asked for holds nothing up that a sync cannot do without.
 *
 * @param latestDay after which no day of the report can be true, `YYYY-MM-DD`
 */
export async function retrieveSupplement(
  ports: SyncPorts,
  task: DatasetTask,
  latestDay: string,
): Promise<Retrieved> {
  const tooLate = new AbortController()
  const call: GraphCall = {
    ...task.call(`reports:${reportOf(task).graphFunction} supplement`),
    limits,
    signal: AbortSignal.any([task.signal, tooLate.signal]),
  }
  const timer = setTimeout(() => tooLate.abort(), maxHeadMs)
  try {
    return await retrieveReport(ports, task, call, latestDay, () => clearTimeout(timer))
  } catch (error) {
    if (isAbort(error) && !task.signal.aborted) throw notBegun()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function notBegun(): AppError {
  return new AppError('timedOut', 'Microsoft Graph did not begin to answer in time.', {
    fix: 'Nothing to do: this report only makes counts exact. It is asked for again by each sync.',
    step: 'network',
  })
}
