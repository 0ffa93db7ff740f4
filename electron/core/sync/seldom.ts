import type { Clock } from '../ports.ts'

/** Tells at most once per interval, but never forgets the last word. */
export type Seldom = {
  /** At once when the interval has passed, otherwise as soon as it has. */
  soon(): void
  /** At once in any case; what was held back is told with it. */
  now(): void
}

/**
 * Keeps a listener from being told more often than it can show, without leaving it at an old state when nothing follows for a while, as
 * when the service falls silent.
 *
 * @param signal what is held back is dropped when it fires
 */
export function tellSeldom(clock: Clock, intervalMs: number, signal: AbortSignal, tell: () => void): Seldom {
  let toldAt = Number.NEGATIVE_INFINITY
  let heldBack = false
  let waiting = false
  const now = () => {
    toldAt = clock.now()
    heldBack = false
    tell()
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
    const left = intervalMs - (clock.now() - toldAt)
    if (left <= 0) return now()
    heldBack = true
    if (!waiting) wait(left)
  }
  return { soon, now }
}
