import { identifier } from '../../database/sql.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { cellSql, isFlagSet, type UsageTable } from './tables.ts'

/** Every app that some report has a date of last activity for, in the catalogue's order. */
export function appsOf(catalogue: readonly UsageReport[]): string[] {
  const apps = catalogue
    .filter(({ grain }) => grain === 'person')
    .flatMap(report => report.activity.map(({ app }) => app))
  return [...new Set(apps)]
}

/** Every app of whose use some report has flags beside the one day of all its apps. */
export function flaggedApps(catalogue: readonly UsageReport[]): string[] {
  return [...new Set(catalogue.flatMap(({ windows }) => windows.map(({ app }) => app)))]
}

/** The column of `person_activity` that holds the latest day of an app, as SQL. */
export function dayColumn(app: string): string {
  return identifier(app).text
}

/** The column of `person_activity` that holds the number of the report which says so, as SQL. */
export function reportColumn(app: string): string {
  return identifier(`${app}_report`).text
}

/** The windows that end with an app's own day, in days; each lies within the one behind it. */
export const windowDays = [7, 30, 90, 180] as const
export type WindowDays = (typeof windowDays)[number]

/**
 * The column of `person_activity` that holds the apps that were used within a window, as bits: each app's is
 * that of its place among all apps.
 */
export const usedColumn = (days: WindowDays): string => `used_${days}d`

/** The next longer window; null for the longest, because no report reaches any further. */
export function longerWindow(days: WindowDays): WindowDays | null {
  return windowDays.find(longer => longer > days) ?? null
}

/** The bit of a window in `person_activity.at_most`, see `windows.ts`. */
export const windowBit = (days: WindowDays): number => 1 << windowDays.indexOf(days)

/**
 * The statement that makes the table of what the reports say of each person together, which follows the
 * catalogue: a row for each person of today's names with any activity; of each app the latest day over all
 * reports that count and the report that says so. `last_activity_date` is the latest of these days;
 * `aligned_activity_date` is the latest as if the reports of all apps ended on the newest day. Which apps
 * were used within which window is kept as bits.
 */
export function personActivityTable(apps: readonly string[]): string {
  const columns = apps.flatMap(app => [`${dayColumn(app)} text`, `${reportColumn(app)} integer`])
  const windows = [...windowDays.map(usedColumn), 'at_most'].map(name => `${name} integer not null default 0`)
  return `create table person_activity (
    person_id integer primary key, last_activity_date text, aligned_activity_date text, ${[...columns, ...windows].join(', ')}) strict`
}

/** A table that says something of an app's latest day: SQL for the day, and the number of the report. */
export type ActivitySource = { app: string; alias: string; day: string; reportId: number }

/**
 * A stored report whose people count, with the name under which a statement knows its table and the day that
 * it is about.
 */
export type CountedTable = { table: UsageTable; reportId: number; alias: string; day: string | null }

/** What the tables say of each app, in the catalogue's order: of equal days the first one's report counts. */
export function activitySources(tables: readonly Omit<CountedTable, 'day'>[]): ActivitySource[] {
  return tables.flatMap(({ table, reportId, alias }) =>
    table.report.activity.map(({ app, dateCell, flagCell }) => {
      const date = cellSql(table, dateCell, alias)
      const day = flagCell === null ? date : `iif(${isFlagSet(table, flagCell, alias)}, ${date}, null)`
      return { app, alias, day, reportId }
    }),
  )
}

/** SQL for the latest day of several, null where there is none. */
export function latestDay(days: readonly string[]): string {
  const [only] = days
  if (only === undefined) return 'null'
  if (days.length === 1) return only
  return `nullif(max(${days.map(day => `ifnull(${day}, '')`).join(', ')}), '')`
}

/** SQL for the number of the report that has the latest day, null where there is none. */
export function latestReport(sources: readonly ActivitySource[]): string {
  const [only] = sources
  if (only === undefined) return 'null'
  if (sources.length === 1) return `iif(${only.day} is null, null, ${only.reportId})`
  const latest = latestDay(sources.map(({ day }) => day))
  return `case ${latest} ${sources.map(({ day, reportId }) => `when ${day} then ${reportId}`).join(' ')} end`
}
