import { setImmediate } from 'node:timers/promises'
import { cancelled } from '../../electron/core/errors.ts'
import type { Clock } from '../../electron/core/ports.ts'

export type JumpingClock = Clock & {
  /** Every sleep that was asked for, in milliseconds. */
  slept: number[]
  advance(milliseconds: number): void
}

/** A clock that jumps to the end of each sleep, so that an hour passes at once. */
export function createJumpingClock(start = Date.parse('2026-11-23T10:00:00Z')): JumpingClock {
  let now = start
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    advance: milliseconds => {
      now += milliseconds
    },
    sleep: async (milliseconds, signal) => {
      if (signal.aborted) throw cancelled()
      slept.push(milliseconds)
      const end = now + milliseconds
      await setImmediate()
      now = Math.max(now, end)
    },
  }
}
