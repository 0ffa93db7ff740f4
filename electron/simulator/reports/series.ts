import { at } from '../random.ts'
import { type App, historyDays, type Usage } from '../tenant/activity.ts'
import type { Series, Totals } from './daily-totals.ts'
import type { CountReport } from './report.ts'
import { allPeriods, everyPeriod, type Scope } from './scope.ts'

/** The cells of one day, without refresh date, report date and period. */
export type DayCells = (totals: Totals, place: number) => readonly (string | number)[]

/**
 * One row for each day of the period, newest first. The report's own columns decide where date and period
 * stand.
 */
export function daily(name: string, header: string, cells: DayCells, copilot?: true): CountReport {
  const columns = header.split(',')
  const dateAt = columns.indexOf('Report Date')
  const periodAt = columns.indexOf('Report Period')
  const rows = (scope: Scope) => {
    const totals = scope.totals()
    const periods = scope.period === everyPeriod ? allPeriods : [scope.period]
    return periods.flatMap(period =>
      Array.from({ length: period }, (_, ago) => {
        const row: (string | number)[] = [scope.refreshed, ...cells(totals, historyDays - 1 - ago)]
        const date = scope.dateText(scope.until - ago)
        // Insert in the order of the places, so that the later place counts with the earlier cell in.
        if (dateAt < periodAt) row.splice(dateAt, 0, date)
        row.splice(periodAt, 0, period)
        if (dateAt > periodAt) row.splice(dateAt, 0, date)
        return row.join(',')
      }),
    )
  }
  return { kind: 'counts', name, parameters: 'period', header, rows, ...(copilot ? { copilot } : {}) }
}

/** One row for the whole period; `cells` gives them without refresh date and period. */
export function summary(
  name: string,
  header: string,
  cells: (totals: Totals, period: number) => readonly (string | number)[],
  copilot?: true,
): CountReport {
  const periodAt = header.split(',').indexOf('Report Period')
  const rows = (scope: Scope) => {
    const periods = scope.period === everyPeriod ? allPeriods : [scope.period]
    return periods.map(period => {
      const row: (string | number)[] = [scope.refreshed, ...cells(scope.totals(), period)]
      row.splice(periodAt, 0, period)
      return row.join(',')
    })
  }
  return { kind: 'counts', name, parameters: 'period', header, rows, ...(copilot ? { copilot } : {}) }
}

/** People of a series active on a day. */
export const active = (series: Series, place: number) => at(series.active, place)
/** People active within the last `period` days. */
export function activeWithin(series: Series, period: number): number {
  return series.lastSeen.subarray(0, period).reduce((sum, people) => sum + people, 0)
}

/** A day of a series in the form that people's own days have. */
export const dayUsage = (series: Series, place: number): Usage => ({
  days: at(series.active, place),
  volume: at(series.volume, place),
  last: 0,
})
/** The series of an app. */
export const app = (totals: Totals, number: App) => at(totals.byApp, number)
/** A part of the people, as a whole number. */
export const share = (people: number, part: number) => Math.round(people * part)

/** Stores grow: a day long ago had a little less than today. */
export const grown = (total: number, place: number) =>
  Math.floor(total * (0.88 + (0.12 * place) / historyDays))
