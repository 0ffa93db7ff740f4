const steadyMs = 5 * 60_000
const delaysMs = [0, 1_000, 5_000, 15_000]
const longestDelayMs = 60_000

/**
 * How long to wait before the engine is started again, in milliseconds: not at all after a first end, longer after each further one.
 * Ends that lie more than five minutes back are forgiven.
 *
 * @param ends when the engine ended without being asked to, this time included, in milliseconds
 */
export function restartDelayMs(ends: readonly number[], now: number): number {
  const recent = ends.filter(at => now - at < steadyMs).length
  return delaysMs[recent - 1] ?? (recent === 0 ? 0 : longestDelayMs)
}
