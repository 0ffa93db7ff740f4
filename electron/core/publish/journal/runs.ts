import { z } from 'zod'
import type { WireError } from '../../../contract/errors.ts'
import type { DatasetResult, SyncRun } from '../../../contract/sync.ts'
import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { SyncMode } from '../../sync/ports.ts'

const RunId = z.object({ run_id: z.int() })

/**
 * Enters a new run and gives its number. Runs that still count as running belong to a program that is gone,
 * and are closed.
 */
export function startRun(writer: Writer, run: { mode: SyncMode; startedAt: string }): number {
  closeInterruptedRuns(writer, run.startedAt)
  const entered = writer.first(
    RunId,
    sql`insert into sync_run (mode, started_at) values (${run.mode}, ${run.startedAt}) returning run_id`,
  )
  if (entered === null) throw new Error('The run has not been entered.')
  return entered.run_id
}

export function finishDataset(writer: Writer, runId: number, result: DatasetResult): void {
  writer.run(sql`
    insert or replace into sync_dataset_run (
      run_id, dataset, status, rows, inserted, updated, removed, requests, bytes, throttled_ms, duration_ms, error)
    values (
      ${runId}, ${result.dataset}, ${result.status}, ${result.rows}, ${result.inserted}, ${result.updated},
      ${result.removed}, ${result.requests}, ${result.bytes}, ${result.throttledMs}, ${result.durationMs},
      ${toText(result.error)})`)
}

export type RunEnd = {
  status: SyncRun['status']
  finishedAt: string
  error: WireError | null
  retryAt: string | null
}

export function finishRun(writer: Writer, runId: number, end: RunEnd): void {
  writer.run(sql`
    update sync_run set
      status = ${end.status}, finished_at = ${end.finishedAt}, error = ${toText(end.error)}, retry_at = ${end.retryAt}
    where run_id = ${runId}`)
}

/**
 * Closes runs that still count as running although nobody runs them: the program was ended in their middle.
 * One program at a time syncs a connector, so that whoever starts a run knows that no other one goes on.
 *
 * @param at when that was found out, ISO 8601 UTC; when they really ended nobody knows
 */
function closeInterruptedRuns(writer: Writer, at: string): void {
  const error: WireError = {
    code: 'cancelled',
    message: 'The sync was interrupted: the program ended before it was done.',
    fix: 'Nothing is lost: the next sync resumes where this one stopped.',
    step: null,
    detail: {},
  }
  writer.run(sql`
    update sync_run set status = 'cancelled', finished_at = ${at}, error = ${toText(error)} where status is null`)
}

function toText(error: WireError | null): string | null {
  return error === null ? null : JSON.stringify(error)
}
