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

/** The column of `person_activity` that holds the latest day of an app, as SQL. */
export function dayColumn(app: string): string {
  return identifier(app).text
}

/** The column of `person_activity` that holds the number of the report which says so, as SQL. */
export function reportColumn(app: string): string {
  return identifier(`${app}_report`).text
}

/**
 * The statement that makes the table of what the reports say of each person together, which follows the
 * catalogue: a row for each person of today's names with any activity; of each app the latest day over all
 * reports that count and the report that says so. `last_activity_date` is the latest of these days;
 * `aligned_activity_date` is the latest as if the reports of all apps ended on the newest day.
 */
export function personActivityTable(apps: readonly string[]): string {
  const columns = apps.flatMap(app => [`${dayColumn(app)} text`, `${reportColumn(app)} integer`])
  return `create table person_activity (
    person_id integer primary key, last_activity_date text, aligned_activity_date text, ${columns.join(', ')}) strict`
}

/** A table that says something of an app's latest day: SQL for the day, and the number of the report. */
export type ActivitySource = { app: string; alias: string; day: string; reportId: number }

/** A stored report whose people count, with the name under which a statement knows its table. */
export type CountedTable = { table: UsageTable; reportId: number; alias: string }

/** What the tables say of each app, in the catalogue's order: of equal days the first one's report counts. */
export function activitySources(tables: readonly CountedTable[]): ActivitySource[] {
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
