import type { UsageReport } from './types.ts'

/**
 * A report that was retrieved, and the newest day (`YYYY-MM-DD`) that it is about; null where it names none.
 */
export type DatedReport = { report: UsageReport; day: string | null }

/**
 * Of each app the newest day up to which some report knows its activity. Reports without a day say nothing of
 * how far they reach.
 */
export function daysOfApps(reports: readonly DatedReport[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>()
  for (const { report, day } of reports) {
    if (day === null) continue
    for (const { app } of report.activity) {
      const known = days.get(app)
      if (known === undefined || day > known) days.set(app, day)
    }
  }
  return days
}

const dayMs = 86_400_000

/**
 * How many days lie between two days in the form `YYYY-MM-DD`; negative when the second is the earlier one.
 */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** The day so many days later, `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return days === 0 ? day : new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}
