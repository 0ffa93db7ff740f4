import { gapOf } from '../../contract/dataset-gap.ts'
import type { ErrorCode, WireError } from '../../contract/errors.ts'
import type { DatasetResult, SyncRun } from '../../contract/sync.ts'

/** Refusals that leave the rest of a sync useful: the dataset is skipped and its screen says what to grant. */
const skipCodes: ReadonlySet<ErrorCode> = new Set([
  'consentMissing',
  'licenseMissing',
  'notInThisCloud',
  // Microsoft retires reports, and a registration may live in another tenant than the one it reads.
  'notFound',
])

/** How a dataset ends that threw. A required dataset that is refused has failed; any other is skipped. */
export function failureStatus(code: ErrorCode, required: boolean): DatasetResult['status'] {
  if (code === 'cancelled') return 'cancelled'
  return skipCodes.has(code) && !required ? 'skipped' : 'failed'
}

/** What a screen needs to know about a dataset that has no new data, as kept in its state. */
export function problemOf(error: WireError): string {
  if (error.code === 'consentMissing') return 'notGranted'
  if (error.code === 'licenseMissing' || error.code === 'notInThisCloud') return error.code
  if (error.code === 'notFound') return 'notInThisCloud'
  return 'failed'
}

/**
 * The run's status follows from its datasets. One that was skipped for want of a permission is a gap that a
 * person can close; what the tenant has no license for or its cloud does not offer is no gap, since nobody
 * can grant it.
 */
export function runStatus(datasets: readonly DatasetResult[]): SyncRun['status'] {
  if (datasets.some(({ status }) => status === 'cancelled')) return 'cancelled'
  if (!datasets.some(leavesGap)) return 'succeeded'
  return datasets.some(isUseful) ? 'partial' : 'failed'
}

function leavesGap(result: DatasetResult): boolean {
  const gap = gapOf(result)
  return gap === 'failed' || gap === 'notGranted'
}

/** Causes outside the datasets: what one of them met, all of them met. */
const commonCodes: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'timedOut',
  'tlsUntrusted',
  'throttled',
  'serviceUnavailable',
  'signInRefused',
  'secretExpired',
  'databaseDamaged',
  'diskFull',
  'readOnly',
  'engineStopped',
])

/** Whether an error says nothing of the dataset that met it. */
export function isCausedOutside(code: ErrorCode): boolean {
  return commonCodes.has(code)
}

/** What kept a whole run from bringing anything, where all that failed met the same. */
export function commonError(datasets: readonly DatasetResult[]): WireError | null {
  if (datasets.some(isUseful)) return null
  const errors = datasets.flatMap(({ status, error }) =>
    status === 'failed' && error !== null ? [error] : [],
  )
  const [first = null] = errors
  if (first === null || !commonCodes.has(first.code)) return null
  return errors.every(({ code }) => code === first.code) ? first : null
}

function isUseful({ status }: DatasetResult): boolean {
  return status === 'succeeded' || status === 'unchanged'
}
