import PQueue from 'p-queue'
import { cancelled } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { Waiter } from './waits.ts'

/** From this share of its limit on, the service says how much is used up (throttling-limits page), and requests are spread out. */
const slowFrom = 0.8
const shortestPauseMs = 250
const longestPauseMs = 3_000

export type Limiter = {
  /** Runs the task when a place is free and its scope is not on hold. The hold is waited for without taking a place. */
  run<T>(scope: string, waiter: Waiter, signal: AbortSignal, task: () => Promise<T>): Promise<T>
  /** Nothing of the scope starts before the time, in epoch milliseconds. */
  hold(scope: string, until: number): void
  /** Hears the share of the limit that is used up (NaN where it is not told), and holds the scope briefly before the service has to. */
  heed(scope: string, usedShare: number): void
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
    waiter: Waiter,
    signal: AbortSignal,
    task: () => Promise<T>,
  ): Promise<T> {
    for (;;) {
      for (let until = heldUntil(scope); until !== null; until = heldUntil(scope)) {
        await waiter.until(until, 'throttled')
      }
      if (signal.aborted) throw cancelled()
      const started = await place(signal, async () =>
        // A hold may have begun while this waited for its place.
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

  const heed = (scope: string, usedShare: number) => {
    if (!(usedShare >= slowFrom)) return
    const urgency = Math.min(1, (usedShare - slowFrom) / (1 - slowFrom))
    hold(scope, clock.now() + shortestPauseMs + urgency * (longestPauseMs - shortestPauseMs))
  }

  return { run, hold, heed }
}
