import type { DatasetResult } from '../../contract/sync.ts'
import { AppError, toWire } from '../errors.ts'
import type { Retrieved } from './context.ts'
import type { DatasetState } from './ports.ts'
import type { DatasetTask } from './task.ts'
import type { ReportAnswer } from './worse-report.ts'

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
 * Whether a publication may have failed over one dataset's rows, so that the others are worth publishing without it. A full disk or a
 * damaged database concerns all of them.
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
