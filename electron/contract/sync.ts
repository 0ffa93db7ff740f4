import { z } from 'zod'
import { WireError } from './errors.ts'

/**
 * `unchanged`: asked, and the source had nothing new. `skipped`: not asked, `error` says why (for instance
 * not granted).
 */
export const datasetStatuses = ['succeeded', 'unchanged', 'skipped', 'failed', 'cancelled'] as const
export const runStatuses = ['succeeded', 'partial', 'failed', 'cancelled'] as const
export const syncModes = ['full', 'incremental'] as const

export const DatasetResult = z.strictObject({
  dataset: z.string(),
  status: z.enum(datasetStatuses),
  /** Rows received, not rows changed. */
  rows: z.int(),
  inserted: z.int(),
  updated: z.int(),
  removed: z.int(),
  requests: z.int(),
  /** Bytes of the answers as they came over the wire. */
  bytes: z.int(),
  throttledMs: z.int(),
  durationMs: z.int(),
  error: WireError.nullable(),
})
export type DatasetResult = z.infer<typeof DatasetResult>

/** A difference found while balancing the books, with its explanation where there is one. */
export const BalanceFinding = z.strictObject({
  dataset: z.string(),
  subject: z.string(),
  expected: z.int(),
  actual: z.int(),
  verdict: z.enum(['explained', 'flagged']),
  explanation: z.string(),
})
export type BalanceFinding = z.infer<typeof BalanceFinding>

export const SyncRun = z.strictObject({
  id: z.int(),
  connector: z.string(),
  status: z.enum(runStatuses),
  mode: z.enum(syncModes),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  datasets: z.array(DatasetResult),
  balance: z.array(BalanceFinding),
  /** Set when the run ended before any dataset could (credentials refused, service unreachable). */
  error: WireError.nullable(),
  /** When Microsoft asked for a wait that is too long to sit out: the earliest time to try again. */
  retryAt: z.string().nullable(),
})
export type SyncRun = z.infer<typeof SyncRun>

/** Progress of one dataset within a running sync; sent at most a few times a second per dataset. */
export const DatasetProgress = z.strictObject({
  connector: z.string(),
  dataset: z.string(),
  state: z.enum([
    'waiting',
    'running',
    'publishing',
    'succeeded',
    'unchanged',
    'skipped',
    'failed',
    'cancelled',
  ]),
  rows: z.int(),
  /** Rows to expect, where the source reports them (people by `$count`); null otherwise. */
  expectedRows: z.int().nullable(),
  bytes: z.int(),
  throttledMs: z.int(),
  /** Milliseconds still to wait because the service asked for it; 0 when not waiting. */
  waitingMs: z.int(),
  elapsedMs: z.int(),
})
export type DatasetProgress = z.infer<typeof DatasetProgress>

export const SyncRequest = z.strictObject({
  connector: z.string().min(1).max(200),
  mode: z.enum(['full', 'incremental']).default('incremental'),
  /** Dataset ids or group names (`directory`, `usage`, `daily`); null for all. */
  only: z.array(z.string().max(100)).max(200).nullable().default(null),
})
export type SyncRequest = z.infer<typeof SyncRequest>
