import type { DatasetProgress } from '../../contract/sync.ts'
import { createMeter, type GraphCall, type Meter } from '../graph/call.ts'
import type { Clock } from '../ports.ts'
import type { DatasetPlan } from './plan.ts'
import type { SyncPorts } from './ports.ts'

const progressEveryMs = 200
/**
 * What is read of one dataset may take this long in all, waits included: 200,000 people are about 40 MB as
 * they come over the wire, which a line of 64 kbit/s that six datasets share brings in less. What has arrived
 * by then is kept, and the next sync resumes there.
 */
const maxDatasetMs = 8 * 3_600_000

/** One dataset on its way: counts, reports progress and makes the calls' options. */
export type DatasetTask = {
  plan: DatasetPlan
  dataset: string
  meter: Meter
  /** Milliseconds from the start of the dataset until it was whole, or until now. */
  durationMs(): number
  signal: AbortSignal
  /** Rows received so far; adding more notifies the listener, a few times a second at most. */
  addRows(count: number): void
  rows(): number
  /** Rows that were left out because they lack their id or everything else. */
  addUnreadable(count: number): void
  unreadable(): number
  /** Resets the count, for instance when a full load has to restart. */
  resetRows(): void
  expect(rows: number | null): void
  state(state: DatasetProgress['state']): void
  call(scope: string, options?: { consistency?: boolean; signal?: AbortSignal }): GraphCall
}

export function createTask(
  ports: SyncPorts,
  connector: string,
  plan: DatasetPlan,
  signal: AbortSignal,
): DatasetTask {
  const meter = watchWaits(createMeter(), () => progress.now())
  const dataset = plan.definition.id
  let startedAt = ports.clock.now()
  let wholeAt: number | null = null
  let rows = 0
  let unreadable = 0
  let expected: number | null = null
  let state: DatasetProgress['state'] = 'waiting'
  const progress = throttleProgress(ports.clock, progressEveryMs, signal, () =>
    ports.onProgress({
      connector,
      dataset,
      state,
      rows,
      expectedRows: expected,
      bytes: meter.bytes,
      throttledMs: meter.throttledMs,
      waitingMs: meter.waitingUntil === null ? 0 : Math.max(0, meter.waitingUntil - ports.clock.now()),
      elapsedMs: durationMs(),
    }),
  )
  const durationMs = () => (wholeAt ?? ports.clock.now()) - startedAt
  return {
    plan,
    dataset,
    meter,
    durationMs,
    signal,
    addRows: count => {
      rows += count
      progress.soon()
    },
    rows: () => rows,
    addUnreadable: count => {
      unreadable += count
    },
    unreadable: () => unreadable,
    resetRows: () => {
      rows = 0
      unreadable = 0
    },
    expect: count => {
      expected = count
    },
    state: next => {
      if (next === 'running') startedAt = ports.clock.now()
      if (next === 'publishing') wholeAt = ports.clock.now()
      state = next
      progress.now()
    },
    call: (scope, options) => ({
      signal,
      meter,
      scope,
      permission: plan.definition.permissions[0] ?? null,
      endsBy: startedAt + maxDatasetMs,
      ...options,
    }),
  }
}

/** The listener is notified when a wait begins and ends, because no rows arrive meanwhile. */
function watchWaits(meter: Meter, onChange: () => void): Meter {
  let until = meter.waitingUntil
  return {
    ...meter,
    get waitingUntil() {
      return until
    },
    set waitingUntil(value) {
      if (value === until) return
      until = value
      onChange()
    },
  }
}

/** Notifies at most once per interval, but never drops the last state. */
type ThrottledProgress = {
  /** At once when the interval has passed, otherwise as soon as it has. */
  soon(): void
  /** At once in any case; what was held back is reported with it. */
  now(): void
}

/**
 * Keeps a listener from being notified more often than it can show, without leaving it at an old state when
 * nothing follows for a while, as when the service falls silent.
 *
 * @param signal what is held back is dropped when it fires
 */
export function throttleProgress(
  clock: Clock,
  intervalMs: number,
  signal: AbortSignal,
  notify: () => void,
): ThrottledProgress {
  let notifiedAt = Number.NEGATIVE_INFINITY
  let heldBack = false
  let waiting = false
  const now = () => {
    notifiedAt = clock.now()
    heldBack = false
    notify()
  }
  const wait = (milliseconds: number) => {
    waiting = true
    clock.sleep(milliseconds, signal).then(
      () => {
        waiting = false
        if (heldBack) soon()
      },
      () => undefined,
    )
  }
  const soon = () => {
    const left = intervalMs - (clock.now() - notifiedAt)
    if (left <= 0) return now()
    heldBack = true
    if (!waiting) wait(left)
  }
  return { soon, now }
}
