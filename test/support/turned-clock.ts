import { cancelled } from '../../electron/core/errors.ts'
import type { Clock } from '../../electron/core/ports.ts'

export type TurnedClock = Clock & {
  /** Moves the hands forward and wakes whoever has slept long enough by that. */
  advance(milliseconds: number): void
}

/**
 * A clock that runs from `start` as any other and can be turned forward, so that a day passes while a real
 * sync takes its seconds.
 */
export function createTurnedClock(start = Date.now()): TurnedClock {
  let offset = start - Date.now()
  const sleepers = new Set<{ end: number; wake: () => void }>()
  const now = () => Date.now() + offset
  return {
    now,
    advance: milliseconds => {
      offset += milliseconds
      for (const { end, wake } of [...sleepers]) if (end <= now()) wake()
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(cancelled())
        const finish = (settle: () => void) => {
          clearTimeout(timer)
          sleepers.delete(sleeper)
          signal.removeEventListener('abort', onAbort)
          settle()
        }
        const sleeper = { end: now() + milliseconds, wake: () => finish(resolve) }
        const onAbort = () => finish(() => reject(cancelled()))
        const timer = setTimeout(() => finish(resolve), milliseconds)
        sleepers.add(sleeper)
        signal.addEventListener('abort', onAbort, { once: true })
      }),
  }
}
