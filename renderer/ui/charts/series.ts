/** A number on a day, `YYYY-MM-DD`. */
export type Point = { date: string; value: number }

/** A line of a chart. Its points ascend; a day that is not known has none. */
export type Series = {
  key: string
  title: string
  points: readonly Point[]
  /** Whether a value holds until the next point, so that the line goes in steps. */
  isStepped?: boolean
}

/** A week: nobody's Sundays are compared with their Mondays. */
const weekDays = 7
const dayMs = 86_400_000

/**
 * The average of each day and the six before it, as far as they are known. The first days, whose week began
 * before the line, and a day with fewer than four known ones in its week have none.
 */
export function weeklyAverage(points: readonly Point[]): Point[] {
  const minKnown = 4
  const start = Date.parse(points[0]?.date ?? '')
  return points.flatMap(({ date }) => {
    const end = Date.parse(date)
    const week = points.filter(point => {
      const age = (end - Date.parse(point.date)) / dayMs
      return age >= 0 && age < weekDays
    })
    if (end - start < (weekDays - 1) * dayMs || week.length < minKnown) return []
    return [{ date, value: week.reduce((sum, { value }) => sum + value, 0) / week.length }]
  })
}

/**
 * The days that an axis names, ascending: the last one, and at most five before it, as far apart as each
 * other. A month's end and the first day after it would stand on each other.
 *
 * @param days of the points, ascending
 */
export function tickDays(days: readonly string[]): string[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const span = (Date.parse(last) - Date.parse(first)) / dayMs
  const step = Math.max(1, Math.ceil(span / 5))
  const count = Math.floor(span / step) + 1
  const dayAt = (index: number) =>
    new Date(Date.parse(last) - index * step * dayMs).toISOString().slice(0, 10)
  return Array.from({ length: count }, (_, index) => dayAt(count - 1 - index))
}

/** The end of an axis from zero: the next round number that four steps divide evenly. */
export function axisEnd(values: readonly number[]): number {
  const max = Math.max(0, ...values)
  if (max === 0) return 4
  const rough = max / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].find(one => one * power >= rough) ?? 10
  return Math.max(4, Math.ceil(step * power) * 4)
}

/**
 * Where the names of lines stand beside their ends, from the top in pixels: each as near to its line as the
 * others leave room for.
 *
 * @param ends of each line its last value, as a share of the axis from 0 to 1
 */
export function labelOffsets(ends: readonly number[], height: number, lineHeight: number): number[] {
  const order = ends
    .map((end, index) => ({ index, wanted: (1 - end) * height }))
    .toSorted((one, other) => one.wanted - other.wanted)
  let next = Number.NEGATIVE_INFINITY
  const placed = order.map(({ index, wanted }) => {
    const top = Math.max(wanted, next)
    next = top + lineHeight
    return { index, top }
  })
  const over = Math.max(0, (placed.at(-1)?.top ?? 0) - height)
  const offsets = ends.map(() => 0)
  let limit = Number.POSITIVE_INFINITY
  for (const { index, top } of placed.toReversed()) {
    const moved = Math.min(top, over > 0 ? height : top, limit)
    offsets[index] = moved
    limit = moved - lineHeight
  }
  return offsets
}
