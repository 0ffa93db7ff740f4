import { daysOffered } from '../daily-activity/plan.ts'
import { literal } from '../database/sql.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import {
  appsOf,
  dayColumn,
  flaggedApps,
  reportColumn,
  usedColumn,
  windowBit,
  windowDays,
} from '../usage/storing/activity.ts'
import { cellSql, type UsageTable, usageTables } from '../usage/storing/tables.ts'
import type { View } from './view.ts'

/**
 * A row for each app of a person's row. One select, and not one for each app, because SQLite looks a person
 * up in a view of several only where the person is written down in the question itself.
 */
function appActivity(apps: readonly string[]): string {
  const ofApp = (column: (app: string) => string) =>
    `case app.position ${apps.map((app, position) => `when ${position} then activity.${column(app)}`).join(' ')} end`
  const day = ofApp(dayColumn)
  return `
select
  person.user_principal_name,
  person.user_id,
  app.app,
  ${day} as last_activity_date,
  report.refresh_date as report_refresh_date,
  nullif(report.period_days, 0) as report_period_days
from person_activity as activity
left join person on person.person_id = activity.person_id
join activity_app as app
left join usage_report as report on report.report_id = ${ofApp(reportColumn)}
where ${day} is not null`
}

/** Whether each app was used within each window; null where only the one day of several apps says so. */
function appWindows(catalogue: readonly UsageReport[]): string {
  const apps = appsOf(catalogue)
  const flagged = flaggedApps(catalogue).map(app => 1 << apps.indexOf(app))
  const oneDay = flagged.reduce((bits, bit) => bits | bit, 0)
  const day = `case app.position ${apps.map((app, position) => `when ${position} then activity.${dayColumn(app)}`).join(' ')} end`
  const used = windowDays.map(days => {
    const isOpen = `activity.at_most & ${windowBit(days)} and ${oneDay} >> app.position & 1`
    return `iif(activity.${usedColumn(days)} >> app.position & 1, iif(${isOpen}, null, 1), 0) as ${usedColumn(days)}`
  })
  return `
select
  person.user_principal_name,
  person.user_id,
  app.app,
  ${used.join(',\n  ')}
from person_activity as activity
left join person on person.person_id = activity.person_id
join activity_app as app
where ${day} is not null`
}

/** Several reports and devices can say that an app was used on a platform: one yes is enough. */
const appPlatforms = `
select
  person.user_principal_name,
  platform.app,
  platform.platform,
  used.used >> platform.bit & 1 as used
from person_platform as used
left join person on person.person_id = used.person_id
join platform_bit as platform
where used.known >> platform.bit & 1`

/** A select per report and period. Zeros are left out. */
function usageMetrics(tables: readonly UsageTable[]): string {
  return tables
    .map(table => ({ table, cells: table.plain.filter(({ type }) => type === 'integer') }))
    .filter(({ cells }) => cells.length > 0)
    .map(({ table, cells }) => {
      const values = cells.map(({ name }, index) => `when ${index} then ${figureOf(table, name)}`)
      const name = literal(table.report.name).text
      const value = `case metric.position ${values.join(' ')} end`
      return `
select
  person.user_principal_name,
  ${name} as report,
  metric.metric,
  ${value} as value,
  nullif(report.period_days, 0) as report_period_days,
  report.refresh_date as report_refresh_date
from usage_report as report
join ${table.name} as row
left join person on person.person_id = row.person_id
join usage_metric as metric on metric.report = ${name}
where report.report = ${name} and report.period_days = ${table.periodDays} and report.counts = 1
  and ${value} <> 0${isFirstItem(table)}`
    })
    .join('\nunion all')
}

/**
 * The figures of a person's items are added up. They are asked for one by one, because a select that groups
 * its rows would keep SQLite from looking a person up in the view.
 */
function figureOf(table: UsageTable, cell: string): string {
  if (table.report.itemColumn === null) return cellSql(table, cell, 'row')
  return `(select sum(${cellSql(table, cell, 'one')}) from ${table.name} as one where one.person_id = row.person_id)`
}

function isFirstItem({ report, name }: UsageTable): string {
  if (report.itemColumn === null) return ''
  return `
  and row.item = (select min(item) from ${name} as one where one.person_id = row.person_id)`
}

/** Zeros stay in: who holds a product and never activated it is what the report is read for. */
function activations(tables: readonly UsageTable[]): string {
  const table = tables.find(({ report }) => report.activations.length > 0)
  if (table === undefined) throw new Error('The catalogue has no report of activations.')
  const cells = table.report.activations.map(({ cell }) => cellSql(table, cell, 'row'))
  const activations = `case platform.position ${cells.map((cell, position) => `when ${position} then ${cell}`).join(' ')} end`
  const platforms = table.report.activations.map(({ platform }) => platform)
  const date = table.plain.find(({ type }) => type === 'date')
  return `
select
  person.user_principal_name,
  person.user_id,
  row.item as product_type,
  platform.platform,
  ${activations} as activations,
  ${date === undefined ? 'null' : cellSql(table, date.name, 'row')} as last_activated_date
from ${table.name} as row
left join person on person.person_id = row.person_id
join (${listOf('platform', platforms)}) as platform
where ${activations} is not null and exists (
  select 1 from usage_report
  where report = ${literal(table.report.name).text} and period_days = ${table.periodDays} and counts = 1)`
}

/** A list as the rows of a select, with the place of each value. */
function listOf(column: string, values: readonly string[]): string {
  return values
    .map((value, position) => `select ${position} as position, ${literal(value).text} as ${column}`)
    .join(' union all ')
}

const activityDays = `
select
  person.user_principal_name,
  person.user_id,
  active.app,
  printf('%04d-%02d-%02d', active.month / 100, active.month % 100, calendar.day) as date
from activity_day as active
left join person on person.person_id = active.person_id
join day_bit as calendar on calendar.bit <= active.days
where active.days & calendar.bit`

/** Days before the last sync that can still be asked for. */
const activityCoverage = `
select
  coverage.report,
  coverage.date,
  case
    when coverage.retrieved_at is not null then 'held'
    when coverage.date < date(looked.today, '-${daysOffered} days') then 'lost'
    when coverage.date > coalesce(
      (select max(refresh_date) from usage_report where report = coverage.report), '') then 'late'
    when coverage.problem is not null then 'late'
    else 'waiting' end as state,
  coverage.people as active_users,
  coverage.retrieved_at,
  coverage.problem
from activity_coverage as coverage
cross join (select substr(max(started_at), 1, 10) as today from sync_run) as looked`

const usageDaily = `
select date, app, measure, value from usage_day`

/** Views over the usage reports that the catalogue knows. */
export function usageViews(catalogue: readonly UsageReport[]): View[] {
  const tables = usageTables(catalogue)
  return [
    { name: 'v_app_activity', select: appActivity(appsOf(catalogue)) },
    { name: 'v_app_platforms', select: appPlatforms },
    { name: 'v_app_windows', select: appWindows(catalogue) },
    { name: 'v_usage_metrics', select: usageMetrics(tables) },
    { name: 'v_activations', select: activations(tables) },
    { name: 'v_usage_daily', select: usageDaily },
    { name: 'v_activity_days', select: activityDays },
    { name: 'v_activity_coverage', select: activityCoverage },
  ]
}
