import type { DatasetProgress, SyncRun } from '../../../electron/contract/sync.ts'
import { isReceived, type RunProgress } from './progress-store.ts'

/** How far a running sync is. Null stands for what nothing is known of yet: better nothing than a guess. */
export type SyncEstimate = {
  /** 0 to 99. */
  percent: number | null
  /** Milliseconds. */
  leftMs: number | null
  /** The dataset that is being received, the one with most left to do where there are several. */
  dataset: string | null
}

/** Before this share is done, a speed measured now says little. */
const minShare = 0.1
const minElapsedMs = 3000
/** Two estimates that are farther apart than this say that neither is to be trusted. */
const maxFactor = 4
const maxLeftMs = 12 * 3_600_000

type Running = {
  progress: RunProgress
  /** What the engine lists, the newest first; the running sync among them has no end. */
  runs: readonly SyncRun[]
  /** Milliseconds since the epoch. */
  now: number
}

/**
 * Estimates from the rows received so far, and from how long each dataset took in the last sync of the same
 * mode that came to its end.
 */
export function estimateSync({ progress, runs, now }: Running): SyncEstimate {
  const items = [...progress.values()]
  const running = runs.find(({ finishedAt }) => finishedAt === null)
  const earlier = runs.find(
    run =>
      run.finishedAt !== null &&
      (run.status === 'succeeded' || run.status === 'partial') &&
      (running === undefined || run.mode === running.mode),
  )
  if (items.length === 0) return { percent: null, leftMs: null, dataset: null }
  const weighed = items.map(item => ({
    item,
    weight: weightOf(item, earlier),
    share: shareOf(item, earlier),
  }))
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const share = weighed.reduce((sum, one) => sum + one.weight * one.share, 0) / whole
  const open = weighed.filter(({ item }) => item.state === 'running')
  const most = open.toSorted((one, other) => left(other) - left(one))[0]
  return {
    percent: Math.min(99, Math.floor(share * 100)),
    leftMs: items.some(({ waitingMs }) => waitingMs > 0) ? null : leftOf({ share, running, earlier, now }),
    dataset: most?.item.dataset ?? null,
  }
}

const left = ({ weight, share }: { weight: number; share: number }) => weight * (1 - share)

/** How long the dataset took before; one that is new takes as long as a small one. */
function weightOf({ dataset }: DatasetProgress, earlier: SyncRun | undefined): number {
  const known = earlier?.datasets.find(one => one.dataset === dataset)
  return Math.max(known?.durationMs ?? 0, minWeightMs)
}

const minWeightMs = 200

/** What is received of a dataset, from 0 to 1. Where nothing says how much there will be, nothing counts. */
function shareOf(item: DatasetProgress, earlier: SyncRun | undefined): number {
  if (isReceived(item)) return 1
  const before = earlier?.datasets.find(one => one.dataset === item.dataset)?.rows ?? 0
  const expected = item.expectedRows ?? before
  return expected === 0 ? 0 : Math.min(0.99, item.rows / expected)
}

type Facts = { share: number; running: SyncRun | undefined; earlier: SyncRun | undefined; now: number }

function leftOf({ share, running, earlier, now }: Facts): number | null {
  if (running === undefined || share === 0) return null
  const elapsed = now - Date.parse(running.startedAt)
  const measured = share < minShare || elapsed < minElapsedMs ? null : (elapsed * (1 - share)) / share
  const remembered = earlier === undefined ? null : durationOf(earlier) * (1 - share)
  if (measured === null || remembered === null) return plausible(measured ?? remembered)
  const factor = Math.max(measured, remembered) / Math.max(1, Math.min(measured, remembered))
  if (factor > maxFactor) return share < 0.5 ? null : plausible(measured)
  // The farther it is, the more the speed of today says.
  return plausible(share * measured + (1 - share) * remembered)
}

const durationOf = ({ startedAt, finishedAt }: SyncRun): number =>
  finishedAt === null ? 0 : Date.parse(finishedAt) - Date.parse(startedAt)

function plausible(ms: number | null): number | null {
  return ms === null || !Number.isFinite(ms) || ms <= 0 || ms > maxLeftMs ? null : ms
}
