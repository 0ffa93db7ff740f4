import PQueue from 'p-queue'
import { AppError, cancelled } from '../errors.ts'
import type { Clock, Random } from '../ports.ts'
import type { GraphCall, Meter } from './call.ts'
import type { RetryLimits } from './limits.ts'
import { jitter } from './retry.ts'

/**
 * From this share of its limit on, the service reports how much is used up (throttling-limits page), and
 * requests are spread out.
 */
const slowFrom = 0.8
const minPauseMs = 250
const maxPauseMs = 3_000

export type Limiter = {
  /**
   * Runs the task when a place is free and its scope is not on hold. The hold is waited for without taking a
   * place.
   */
  run<T>(scope: string, waitBudget: WaitBudget, signal: AbortSignal, task: () => Promise<T>): Promise<T>
  /** Nothing of the scope starts before the time, in epoch milliseconds. */
  hold(scope: string, until: number): void
  /**
   * Takes the share of the limit that is used up (NaN where it is not reported), and holds the scope briefly
   * before the service has to.
   */
  observe(scope: string, usedShare: number): void
}

/** One for all lanes of a tenant: the service counts per app and tenant, whoever asks. */
export function createLimiter(options: { concurrency: number; clock: Clock }): Limiter {
  const { clock } = options
  const queue = new PQueue({ concurrency: options.concurrency })
  const holds = new Map<string, number>()
  const heldUntil = (scope: string) => {
    const until = holds.get(scope) ?? 0
    return until > clock.now() ? until : null
  }
  const hold = (scope: string, until: number) => {
    holds.set(scope, Math.max(holds.get(scope) ?? 0, until))
  }

  async function run<T>(
    scope: string,
    waitBudget: WaitBudget,
    signal: AbortSignal,
    task: () => Promise<T>,
  ): Promise<T> {
    for (;;) {
      for (let until = heldUntil(scope); until !== null; until = heldUntil(scope)) {
        await waitBudget.until(until, 'throttled')
      }
      if (signal.aborted) throw cancelled()
      const started = await place(signal, async () =>
        // A hold may have started while this waited for its place.
        heldUntil(scope) === null ? { value: await task() } : null,
      )
      if (started !== null) return started.value
    }
  }

  async function place<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    try {
      return await queue.add(task, { signal })
    } catch (error) {
      throw signal.aborted ? cancelled() : error
    }
  }

  const observe = (scope: string, usedShare: number) => {
    if (!(usedShare >= slowFrom)) return
    const urgency = Math.min(1, (usedShare - slowFrom) / (1 - slowFrom))
    hold(scope, clock.now() + minPauseMs + urgency * (maxPauseMs - minPauseMs))
  }

  return { run, hold, observe }
}

/** The waits of one request, which have a limit together. */
export type WaitBudget = {
  /**
   * Waits until the time, never less. Throws `throttled` at once when that is too long, `cancelled` when the
   * signal fires.
   */
  until(time: number, reason: 'throttled' | 'fault'): Promise<void>
}

/**
 * Makes waiting visible: each call's meter shows until when it waits, and how long the service has held it up
 * in all.
 */
export function createWaits(
  clock: Clock,
  random: Random,
  limits: RetryLimits,
): (call: GraphCall) => WaitBudget {
  // Requests of one dataset often wait side by side; this is up to when their waiting has been counted.
  const countedUntil = new WeakMap<Meter, number>()

  const count = (meter: Meter, from: number) => {
    const now = clock.now()
    const start = Math.max(from, countedUntil.get(meter) ?? 0)
    meter.throttledMs += Math.max(0, now - start)
    countedUntil.set(meter, now)
  }

  return ({ meter, signal, limits: ofCall }) => {
    const { maxWaitMs, maxTotalWaitMs } = { ...limits, ...ofCall }
    let totalMs = 0
    return {
      async until(time, reason) {
        const from = clock.now()
        const least = Math.max(0, time - from)
        if (least > maxWaitMs || totalMs + least > maxTotalWaitMs) throw tooLong(time)
        const wait = least + jitter(least, random)
        totalMs += wait
        const end = from + wait
        meter.waitingUntil = Math.max(meter.waitingUntil ?? 0, end)
        try {
          await clock.sleep(wait, signal)
        } finally {
          if (meter.waitingUntil === end || signal.aborted) meter.waitingUntil = null
          if (reason === 'throttled') count(meter, from)
        }
      },
    }
  }
}

/** The error for a wait that is too long; `retryAt` is when the schedule tries again. */
export function tooLong(retryAt: number): AppError {
  const when = new Date(retryAt).toISOString()
  return new AppError('throttled', `Microsoft asks to wait until ${when}.`, {
    fix: 'Nothing to do: the next scheduled sync resumes from here. Syncing again earlier would only be postponed again.',
    step: 'service',
    detail: { retryAt: when },
    retryAt,
  })
}
