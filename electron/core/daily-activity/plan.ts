import { dayAfter } from '../usage/catalogue/report-days.ts'

/** Single days can be asked for so far back (admin center; the pages of Graph say 30). */
export const daysOffered = 28

/** So many of the newest days are provisional when they are retrieved: they are asked for once more. */
const provisionalDays = 3

/**
 * Microsoft allows 14 calls of a report in ten minutes; the others are left to the syncs, each of which asks
 * for the same report by period, four times at most.
 */
const callsAllowed = 6
export const quotaWindowMs = 600_000

/** What is known of one report's day. Times are ISO 8601 UTC, days `YYYY-MM-DD`. */
export type CoveredDay = {
  date: string
  askedAt: string | null
  /** Null while the day is not held. */
  retrievedAt: string | null
  /** The newest day of the report when this one was retrieved. */
  newestThen: string | null
}

/** What is stored of a report that is asked for by day. */
export type DayFacts = {
  report: string
  /** The newest day that Microsoft has offered; null while the report was never retrieved. */
  newestDay: string | null
  /** Names are concealed in the report: its rows are nobody's, so that no day is asked for. */
  concealed: boolean
  days: readonly CoveredDay[]
}

/** The first day that can still be asked for. */
export function firstOffered(today: string): string {
  return dayAfter(today, -daysOffered)
}

/**
 * The days of a report that are still to be retrieved, the oldest first, because it is lost first. Days that
 * were provisional are among them once, when Microsoft has corrected them.
 */
export function daysToAsk({ newestDay, concealed, days }: DayFacts, today: string): string[] {
  if (newestDay === null || concealed) return []
  const first = firstOffered(today)
  return days
    .filter(({ date }) => date >= first && date <= newestDay)
    .filter(day => day.retrievedAt === null || isCorrected(day, newestDay))
    .map(({ date }) => date)
    .toSorted()
}

function isCorrected({ date, newestThen }: CoveredDay, newestDay: string): boolean {
  const finalFrom = dayAfter(date, provisionalDays)
  return newestDay >= finalFrom && (newestThen === null || newestThen < finalFrom)
}

/** How many days of a report may be asked for now, and when the next one may, in epoch milliseconds. */
export type Allowance = { calls: number; nextAt: number }

/** @param now epoch milliseconds */
export function allowance(days: readonly CoveredDay[], now: number): Allowance {
  const recent = days
    .flatMap(({ askedAt }) => (askedAt === null ? [] : [Date.parse(askedAt)]))
    // A call of the future was noted while the clock of this computer was ahead.
    .filter(at => at > now - quotaWindowMs && at <= now)
    .toSorted((a, b) => a - b)
  const [oldest = now] = recent
  return { calls: Math.max(0, callsAllowed - recent.length), nextAt: oldest + quotaWindowMs }
}
