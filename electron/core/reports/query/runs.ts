import { z } from 'zod'
import { WireError } from '../../../contract/errors.ts'
import {
  BalanceFinding,
  DatasetResult,
  datasetStatuses,
  runStatuses,
  type SyncRun,
  syncModes,
} from '../../../contract/sync.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

/**
 * An error as it was written down; one that cannot be read any more is left out rather than the run it
 * belongs to.
 */
const StoredError = z
  .string()
  .nullable()
  .transform(text => {
    if (text === null) return null
    try {
      return WireError.safeParse(JSON.parse(text)).data ?? null
    } catch {
      // A text that is no JSON was not written by this program.
      return null
    }
  })

const Run = z.object({
  run_id: z.int(),
  mode: z.enum(syncModes),
  status: z.enum(runStatuses).nullable(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  error: StoredError,
  retry_at: z.string().nullable(),
})

const Dataset = z
  .object({
    run_id: z.int(),
    dataset: z.string(),
    status: z.enum(datasetStatuses),
    rows: z.int(),
    inserted: z.int(),
    updated: z.int(),
    removed: z.int(),
    requests: z.int(),
    bytes: z.int(),
    throttled_ms: z.int(),
    duration_ms: z.int(),
    error: StoredError,
  })
  .transform(({ run_id, throttled_ms, duration_ms, ...rest }) => ({
    runId: run_id,
    result: DatasetResult.parse({ ...rest, throttledMs: throttled_ms, durationMs: duration_ms }),
  }))

const Finding = z
  .object({ run_id: z.int(), ...BalanceFinding.shape })
  .transform(({ run_id, ...finding }) => ({ runId: run_id, finding }))

/** What is said of a run that has no end although a later one began. */
const interrupted: WireError = {
  code: 'engineStopped',
  message: 'The program was stopped in the middle of this sync.',
  fix: 'Nothing: the next sync went on where it stopped.',
  step: null,
  detail: {},
}

/** The newest runs first. A newest run without an end is left out: it may still be under way. */
export function readRuns(reader: Reader, connectorId: string, limit: number): SyncRun[] {
  const runs = reader
    .all(
      Run,
      sql`select run_id, mode, status, started_at, finished_at, error, retry_at from sync_run
        order by run_id desc limit ${limit + 1}`,
    )
    .filter(({ status }, index) => status !== null || index > 0)
    .slice(0, limit)
  const ids = JSON.stringify(runs.map(({ run_id }) => run_id))
  const datasets = Map.groupBy(
    reader.all(
      Dataset,
      sql`select * from sync_dataset_run where run_id in (select value from json_each(${ids})) order by run_id, dataset`,
    ),
    ({ runId }) => runId,
  )
  const findings = Map.groupBy(
    reader.all(
      Finding,
      sql`select run_id, dataset, subject, expected, actual, verdict, explanation from balance_finding
        where run_id in (select value from json_each(${ids})) order by run_id, verdict desc, dataset, subject`,
    ),
    ({ runId }) => runId,
  )
  return runs.map(run => ({
    id: run.run_id,
    connector: connectorId,
    status: run.status ?? 'failed',
    mode: run.mode,
    startedAt: run.started_at,
    finishedAt: run.finished_at,
    datasets: (datasets.get(run.run_id) ?? []).map(({ result }) => result),
    balance: (findings.get(run.run_id) ?? []).map(({ finding }) => finding),
    error: run.status === null ? interrupted : run.error,
    retryAt: run.retry_at,
  }))
}
