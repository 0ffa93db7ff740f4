import type { DayValue } from '../../../contract/insight/figure.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'

/** The days whose mean is compared, and how far back the same weekdays are. */
const days = 7
const daysBack = 28

/**
 * The mean of the last seven complete days, and of the same weekdays four weeks before; null where either
 * side has a gap, because a day that is missing is not a day without use.
 *
 * @param completeUntil `YYYY-MM-DD`, the last day that Microsoft corrects no more
 */
export function trendOf(
  points: readonly DayValue[],
  completeUntil: string | null,
): { now: number; before: number } | null {
  if (completeUntil === null) return null
  const known = new Map(points.map(({ date, value }) => [date, value]))
  const meanUntil = (until: string): number | null => {
    const values = Array.from({ length: days }, (_, back) => known.get(dayAfter(until, -back)) ?? null)
    const sum = values.reduce((total, value) => (total === null || value === null ? null : total + value), 0)
    return sum === null ? null : sum / days
  }
  const [now, before] = [meanUntil(completeUntil), meanUntil(dayAfter(completeUntil, -daysBack))]
  return now === null || before === null ? null : { now, before }
}
