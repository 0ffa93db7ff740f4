const dayMs = 86_400_000
const weeksShown = 26

/**
 * A week of the strip, counted from the oldest, and on how many of its days the app is known to have been
 * used.
 */
export type Week = { week: number; days: number }

/**
 * Puts days into the 26 weeks that end with a day.
 *
 * @param days and `until` as `YYYY-MM-DD`; days outside are left out
 */
export function weeksOf(days: readonly string[], until: string): Week[] {
  const counts = Array.from({ length: weeksShown }, () => 0)
  for (const day of days) {
    const week = weeksShown - 1 - Math.floor((Date.parse(until) - Date.parse(day)) / dayMs / 7)
    if (week >= 0 && week < weeksShown) counts[week] = (counts[week] ?? 0) + 1
  }
  return counts.map((count, week) => ({ week, days: count }))
}
