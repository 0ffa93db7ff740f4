import { setTimeout as wait } from 'node:timers/promises'
import { cancelled } from '../core/errors.ts'
import type { Clock } from '../core/ports.ts'

/** Node's timers overflow beyond 2^31 - 1 milliseconds and then fire at once. */
const maxTimerMs = 2_147_483_647

/**
 * The machine's clock. A sleep keeps the process alive, since whatever sleeps still has work to do, and
 * leaves nothing behind when it is cancelled.
 */
export function createClock(): Clock {
  return { now: Date.now, sleep }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  let left = Math.max(0, milliseconds)
  try {
    do {
      const part = Math.min(left, maxTimerMs)
      await wait(part, undefined, { signal })
      left -= part
    } while (left > 0)
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  }
}
