import { gapOf } from '../contract/datasets/gap.ts'
import type { ErrorCode } from '../contract/errors.ts'
import type { Check, ChecklistStep } from '../contract/setup/checks.ts'
import type { DatasetResult, SyncRun } from '../contract/sync.ts'

/** What a script can branch on. The numbers are part of the public interface. */
export const exitStatus = {
  done: 0,
  unexpected: 1,
  usage: 2,
  datasetFailed: 3,
  refused: 4,
  unreachable: 5,
  syncRunning: 6,
  interrupted: 130,
} as const
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

const { done, unexpected, usage, datasetFailed, refused, unreachable, syncRunning, interrupted } = exitStatus

/** The status with which a command ends when this error stopped it. */
export const statusByCode: Readonly<Record<ErrorCode, ExitStatus>> = {
  badRequest: usage,
  malformedId: usage,
  secretIsAnId: usage,
  fileMissing: usage,
  notFound: usage,
  nameTaken: usage,
  signInRefused: refused,
  secretMissing: refused,
  secretExpired: refused,
  consentMissing: refused,
  licenseMissing: refused,
  forbidden: refused,
  notInThisCloud: refused,
  offline: unreachable,
  tlsUntrusted: unreachable,
  timedOut: unreachable,
  throttled: unreachable,
  serviceUnavailable: unreachable,
  invalidAnswer: unreachable,
  foreignLink: unexpected,
  linkExpired: unreachable,
  syncRunning,
  cancelled: interrupted,
  keychainUnavailable: unexpected,
  databaseDamaged: unexpected,
  databaseNewer: unexpected,
  diskFull: unexpected,
  readOnly: unexpected,
  engineStopped: unexpected,
  unexpected,
}

/** Without these there is no product: their refusal says that the registration is not ready. */
const essentialDatasets: readonly string[] = ['licenses', 'users']

/**
 * The status of a finished run. A dataset that was skipped because a permission is missing leaves the status
 * at 0, although the run is partial, unless it is the licenses or the users themselves, or nothing else was
 * asked for; failures that all have one cause outside this machine are named by that cause.
 */
export function statusOfRun(run: Pick<SyncRun, 'status' | 'error' | 'datasets'>): ExitStatus {
  if (run.status === 'cancelled') return interrupted
  if (run.error !== null) return statusByCode[run.error.code]
  if (run.datasets.some(isEssentialAndRefused)) return refused
  const failed = run.datasets.filter(dataset => dataset.status === 'failed')
  if (failed.length === 0 && run.status === 'failed') {
    return run.datasets.some(dataset => gapOf(dataset) === 'notGranted') ? refused : unexpected
  }
  if (failed.length === 0) return done
  const anyArrived = run.datasets.some(({ status }) => status === 'succeeded' || status === 'unchanged')
  return anyArrived ? datasetFailed : (commonStatus(failed) ?? datasetFailed)
}

function isEssentialAndRefused({ dataset, status, error }: DatasetResult): boolean {
  const stopped = status === 'failed' || status === 'skipped'
  return (
    stopped && essentialDatasets.includes(dataset) && error !== null && statusByCode[error.code] === refused
  )
}

function commonStatus(failed: readonly DatasetResult[]): ExitStatus | null {
  const statuses = new Set(failed.map(({ error }) => (error === null ? null : statusByCode[error.code])))
  const [only = null] = statuses
  return statuses.size === 1 && (only === refused || only === unreachable) ? only : null
}

const statusByFailedStep: Partial<Record<ChecklistStep, ExitStatus>> = {
  network: unreachable,
  service: unreachable,
  app: unexpected,
}

/**
 * The status of a list of checks. Unreachable comes first: nothing else could be judged then. Warnings change
 * nothing.
 */
export function statusOfChecks(checks: readonly Pick<Check, 'status' | 'step'>[]): ExitStatus {
  const failed = checks.filter(check => check.status === 'fail')
  return worstStatus(failed.map(check => statusByFailedStep[check.step] ?? refused))
}

/** From what matters first to what can wait. */
const byGravity: readonly ExitStatus[] = [
  interrupted,
  usage,
  unreachable,
  refused,
  unexpected,
  syncRunning,
  datasetFailed,
  done,
]

/** The one status that stands for several results; `done` for none. */
export function worstStatus(statuses: readonly ExitStatus[]): ExitStatus {
  return byGravity.find(status => statuses.includes(status)) ?? done
}
