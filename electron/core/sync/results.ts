import { gapOf } from '../../contract/datasets/gap.ts'
import type { ErrorCode, WireError } from '../../contract/errors.ts'
import type { DatasetResult, SyncRun } from '../../contract/sync.ts'
import type { DatasetDefinition } from '../datasets/index.ts'
import { AppError, toWire } from '../errors.ts'
import type { DatasetState, Retrieved } from './ports.ts'
import type { DatasetTask } from './task.ts'
import type { ReportAnswer } from './worse/report.ts'

/**
 * Refusals that leave the rest of a sync useful: the dataset is skipped and its screen says what to grant.
 */
const skipCodes: ReadonlySet<ErrorCode> = new Set([
  'consentMissing',
  'licenseMissing',
  'notInThisCloud',
  // Microsoft retires reports, and a registration may live in another tenant than the one it reads.
  'notFound',
])

/** What the service can answer, or leave unanswered. */
const serviceCodes: ReadonlySet<ErrorCode> = new Set([
  'badRequest',
  'forbidden',
  'foreignLink',
  'invalidAnswer',
  'linkExpired',
  'offline',
  'serviceUnavailable',
  'throttled',
  'timedOut',
])

/**
 * How a dataset ends that threw. A required dataset that is refused has failed; any other is skipped, and so
 * is a report that only makes figures of others exact, whatever the service says to it.
 */
export function failureStatus(
  code: ErrorCode,
  { required, report }: Pick<DatasetDefinition, 'required' | 'report'>,
): DatasetResult['status'] {
  if (code === 'cancelled') return 'cancelled'
  if (report?.report.isSupplement === true && serviceCodes.has(code)) return 'skipped'
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

/** Whether an error is not about the dataset that met it. */
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

/** A result as far as it follows from the work done. */
export function costs(task: DatasetTask): DatasetResult {
  return {
    dataset: task.dataset,
    status: 'succeeded',
    rows: task.rows(),
    inserted: 0,
    updated: 0,
    removed: 0,
    requests: task.meter.requests,
    bytes: task.meter.bytes,
    throttledMs: Math.round(task.meter.throttledMs),
    durationMs: Math.round(task.durationMs()),
    error: null,
  }
}

/**
 * What a dataset that was retrieved twice in one run did in all; how it ended is how it ended the last time.
 */
export function inAll(earlier: DatasetResult | undefined, last: DatasetResult): DatasetResult {
  if (earlier === undefined) return last
  return {
    ...last,
    inserted: earlier.inserted + last.inserted,
    updated: earlier.updated + last.updated,
    removed: earlier.removed + last.removed,
    requests: earlier.requests + last.requests,
    bytes: earlier.bytes + last.bytes,
    throttledMs: earlier.throttledMs + last.throttledMs,
    durationMs: earlier.durationMs + last.durationMs,
  }
}

/** A usage report as it is judged beside the others of its run; nothing for a dataset of another kind. */
export function reportAnswer({
  task: { dataset, plan },
  retrieved,
}: {
  task: DatasetTask
  retrieved: Retrieved | null
}): ReportAnswer[] {
  const report = plan.definition.report?.report
  if (report === undefined) return []
  const came =
    retrieved === null
      ? null
      : {
          rows: retrieved.rows,
          refreshDate: retrieved.refreshDate ?? null,
          concealed: retrieved.concealed ?? false,
        }
  return [{ dataset, report, state: plan.state, came }]
}

/** What is remembered of a dataset with its new rows. */
export function stateAfter(task: DatasetTask, retrieved: Retrieved, at: string): Partial<DatasetState> {
  const retrievedAt = retrieved.retrievedAt ?? at
  return {
    succeededAt: retrievedAt,
    ...(task.plan.mode === 'full' ? { lastFullAt: retrievedAt } : {}),
    ...(retrieved.deltaLink === undefined ? {} : { deltaLink: retrieved.deltaLink }),
    ...(retrieved.refreshDate == null ? {} : { refreshDate: retrieved.refreshDate }),
    ...(retrieved.fingerprint === undefined ? {} : { fingerprint: retrieved.fingerprint }),
    concealed: retrieved.concealed ?? false,
    rows: retrieved.rows,
    failures: 0,
    problem: null,
  }
}

/**
 * Whether a publication may have failed over one dataset's rows, so that the others are worth publishing
 * without it. A full disk or a damaged database concerns all of them.
 */
export function mayConcernOne(error: unknown): boolean {
  return toWire(error).code === 'unexpected'
}

/** What may be logged of an unexpected error: its kind and where it was thrown, never its text. */
export function describe(task: DatasetTask, error: unknown): Record<string, string> {
  const thrownAt = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : ''
  const at = error instanceof AppError ? (error.detail['at'] ?? thrownAt) : thrownAt
  return { dataset: task.dataset, kind: error instanceof Error ? error.name : typeof error, at }
}
