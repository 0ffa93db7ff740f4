import type { Clock } from '../../electron/core/ports.ts'
import { createClock } from '../../electron/platform/clock.ts'
import type { TurnedClock } from './turned-clock.ts'

/** Shorter sleeps pace what people see and are slept to the full. */
const longMs = 300
const times = 20

/**
 * A clock that can be turned, on which longer sleeps take a twentieth of their time and turn it by the rest.
 */
export function hasten(clock: TurnedClock): TurnedClock {
  return {
    ...clock,
    sleep: async (milliseconds, signal) => {
      if (milliseconds < longMs) return await clock.sleep(milliseconds, signal)
      const end = clock.now() + milliseconds
      await clock.sleep(milliseconds / times, signal)
      clock.advance(Math.max(0, end - clock.now()))
    },
  }
}

/**
 * The machine's clock, but longer sleeps take a twentieth of their time, and the hands stand where they would
 * afterwards. What waits for a service to recover comes to the same end sooner, in the same order.
 */
export function createHastenedClock(): Clock {
  const machine = createClock()
  let ahead = 0
  const now = () => machine.now() + ahead
  return {
    now,
    sleep: async (milliseconds, signal) => {
      const end = now() + milliseconds
      await machine.sleep(milliseconds < longMs ? milliseconds : milliseconds / times, signal)
      ahead = Math.max(ahead, end - machine.now())
    },
  }
}
