import { AppError } from '../errors.ts'
import type { Clock, Random } from '../ports.ts'
import type { GraphCall, Meter } from './call.ts'
import { jitter, type RetryLimits } from './retry.ts'

/** The waits of one request, which have a limit together. */
export type Waiter = {
  /** Waits until the time, never less. Throws `throttled` at once when that is too long, `cancelled` when the signal fires. */
  until(time: number, reason: 'throttled' | 'fault'): Promise<void>
}

/** Makes waiting visible: each call's meter shows until when it waits, and how long the service has held it up in all. */
export function createWaits(clock: Clock, random: Random, limits: RetryLimits): (call: GraphCall) => Waiter {
  // Requests of one dataset often wait side by side; this is up to when their waiting has been counted.
  const countedUntil = new WeakMap<Meter, number>()

  const count = (meter: Meter, from: number) => {
    const now = clock.now()
    const start = Math.max(from, countedUntil.get(meter) ?? 0)
    meter.throttledMs += Math.max(0, now - start)
    countedUntil.set(meter, now)
  }

  return ({ meter, signal }) => {
    let totalMs = 0
    return {
      async until(time, reason) {
        const from = clock.now()
        const least = Math.max(0, time - from)
        if (least > limits.longestWaitMs || totalMs + least > limits.longestTotalWaitMs) throw tooLong(time)
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

/** The error for a wait that nobody should sit out; `retryAt` tells the schedule when to come back. */
export function tooLong(retryAt: number): AppError {
  const when = new Date(retryAt).toISOString()
  return new AppError('throttled', `Microsoft asks to wait until ${when}.`, {
    fix: 'Nothing to do: the next scheduled sync goes on from here. Syncing again earlier would only be put off again.',
    step: 'service',
    detail: { retryAt: when },
    retryAt,
  })
}
