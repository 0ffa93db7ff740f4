const dayMs = 86_400_000
/** When the syncs of the year happen, UTC. */
const hourOfSync = 5

/**
 * The moments of the year's syncs, oldest first: every other week, weekly in the last month, and yesterday.
 */
export function momentsOfYear(now: number): number[] {
  const weeks = Array.from({ length: 25 }, (_, index) => 364 - 14 * index)
  return [...weeks, 21, 14, 7, 1].map(
    before => Math.floor(now / dayMs - before) * dayMs + hourOfSync * 3_600_000,
  )
}

/** The day of a moment as the simulated tenant wants it, `YYYY-MM-DD`. */
export function dayOfMoment(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}
