const steadyMs = 5 * 60_000
const delaysMs = [0, 1_000, 5_000, 15_000]
const maxDelayMs = 60_000

/**
 * How long to wait before what has ended is started again, in milliseconds: not at all after a first end,
 * longer after each further one. Ends that lie more than five minutes back are forgiven.
 *
 * @param ends when it ended without being asked to, this time included, in milliseconds
 */
export function restartDelayMs(ends: readonly number[], now: number): number {
  const recent = ends.filter(at => now - at < steadyMs).length
  return delaysMs[recent - 1] ?? (recent === 0 ? 0 : maxDelayMs)
}

const maxEnds = 3
const shortMs = 60_000

/** What follows when the engine has ended without being asked to. */
export type AfterEnd = { kind: 'restart'; delayMs: number } | { kind: 'stop' }

/**
 * Whether the engine is started again by itself: no longer once it has ended three times within a minute,
 * since it would keep ending. A person can then read why, and try again.
 *
 * @param ends when it ended without being asked to, this time included, in milliseconds
 */
export function afterEnd(ends: readonly number[], now: number): AfterEnd {
  const soon = ends.filter(at => now - at < shortMs).length
  return soon >= maxEnds ? { kind: 'stop' } : { kind: 'restart', delayMs: restartDelayMs(ends, now) }
}
