import type { CoverageDay } from '../../../../electron/contract/insight/daily-activity.ts'

const dayMs = 86_400_000
const weekLength = 7
/** Weeks that are shown: Microsoft's 28 days lie within five, and a sixth shows what was lost before. */
const weeksShown = 6

/** The Monday, and the days up to Sunday; null for days of which nothing is known. */
export type Week = { monday: string; days: readonly (CoverageDay | null)[] }

/** The newest weeks, from the first of which something is known. */
export function weeksOf(days: readonly CoverageDay[]): Week[] {
  const last = days.at(-1)
  if (last === undefined) return []
  const known = new Map(days.map(day => [day.date, day]))
  const end = Date.parse(last.date) + (weekLength - 1 - mondayBased(last.date)) * dayMs
  const weeks = Array.from({ length: weeksShown }, (_week, index) => {
    const start = end - ((weeksShown - index) * weekLength - 1) * dayMs
    const dates = Array.from({ length: weekLength }, (_day, place) => isoDay(start + place * dayMs))
    return { monday: isoDay(start), days: dates.map(date => known.get(date) ?? null) }
  })
  const first = weeks.findIndex(week => week.days.some(day => day !== null))
  return weeks.slice(first)
}

/** Monday 0, Sunday 6. */
function mondayBased(date: string): number {
  return (new Date(Date.parse(date)).getUTCDay() + weekLength - 1) % weekLength
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)

/** A Monday, by which the names of the weekdays are found. */
const someMonday = Date.parse('2026-11-23')

export const weekdays: readonly string[] = Array.from({ length: weekLength }, (_day, place) =>
  isoDay(someMonday + place * dayMs),
)
