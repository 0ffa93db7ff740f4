type Day = { date: string; changes: number }

/** A day with its place from the left and its height as a share of the highest. */
export type PlacedDay = { date: string; x: number; share: number }

/**
 * Puts days with a sync into a picture of a width: by time from left to right, by the number of changes
 * upwards.
 */
export function placeDays(days: readonly Day[], width: number): PlacedDay[] {
  const start = Date.parse(days[0]?.date ?? '')
  const end = Date.parse(days.at(-1)?.date ?? '')
  const max = Math.max(1, ...days.map(({ changes }) => changes))
  return days.map(({ date, changes }) => ({
    date,
    x: end === start ? 0 : ((Date.parse(date) - start) / (end - start)) * width,
    share: changes / max,
  }))
}
