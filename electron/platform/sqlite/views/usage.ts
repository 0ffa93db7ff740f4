import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { literal } from '../sql.ts'
import { appsOf, dayColumn, reportColumn } from '../usage/activity.ts'
import { cellSql, type UsageTable, usageTables } from '../usage/tables.ts'
import type { View } from './view.ts'

/** A select per app: one that is asked for alone is the only one that is gone through. */
function appActivity(apps: readonly string[]): string {
  return apps
    .map(
      app => `
select
  person.user_principal_name,
  person.user_id,
  ${literal(app).text} as app,
  activity.${dayColumn(app)} as last_activity_date,
  report.refresh_date as report_refresh_date,
  nullif(report.period_days, 0) as report_period_days
from person_activity as activity
left join person on person.person_id = activity.person_id
left join usage_report as report on report.report_id = activity.${reportColumn(app)}
where activity.${dayColumn(app)} is not null`,
    )
    .join('\nunion all')
}

/** Several reports and devices can say that an app was used on a platform: one yes is enough. */
const appPlatforms = `
select
  person.user_principal_name,
  platform.app,
  platform.platform,
  used.used >> platform.bit & 1 as used
from person_platform as used
cross join platform_bit as platform
left join person on person.person_id = used.person_id
where used.known >> platform.bit & 1`

/** A select per report and period. Zeros are left out. */
function usageMetrics(tables: readonly UsageTable[]): string {
  return tables
    .map(table => ({ table, cells: table.plain.filter(({ type }) => type === 'integer') }))
    .filter(({ cells }) => cells.length > 0)
    .map(({ table, cells }) => {
      const values = cells.map(({ name }, index) => `when ${index} then ${figureOf(table, name)}`)
      const value = `case metric.position ${values.join(' ')} end`
      return `
select
  person.user_principal_name,
  ${literal(table.report.name).text} as report,
  metric.metric,
  ${value} as value,
  nullif(report.period_days, 0) as report_period_days,
  report.refresh_date as report_refresh_date
from usage_report as report
cross join ${table.name} as row
join usage_metric as metric on metric.report = ${literal(table.report.name).text}
left join person on person.person_id = row.person_id
where report.report = ${literal(table.report.name).text} and report.period_days = ${table.periodDays}
  and report.counts = 1 and ${value} <> 0${isFirstItem(table)}`
    })
    .join('\nunion all')
}

/**
 * The figures of a person's items are added up. They are asked for one by one, because a select that groups its rows would keep SQLite from
 * looking a person up in the view.
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
  const selects = tables.flatMap(table =>
    table.report.activations.map(({ platform, cell }) => {
      const date = table.plain.find(({ type }) => type === 'date')
      return `
select
  person.user_principal_name,
  person.user_id,
  row.item as product_type,
  ${literal(platform).text} as platform,
  +${cellSql(table, cell, 'row')} as activations,
  ${date === undefined ? 'null' : cellSql(table, date.name, 'row')} as last_activated_date
from usage_report as report
cross join ${table.name} as row
left join person on person.person_id = row.person_id
where report.report = ${literal(table.report.name).text} and report.period_days = ${table.periodDays}
  and report.counts = 1 and ${cellSql(table, cell, 'row')} is not null`
    }),
  )
  return selects.join('\nunion all')
}

const activityDays = `
select
  person.user_principal_name,
  person.user_id,
  active.app,
  printf('%04d-%02d-%02d', active.month / 100, active.month % 100, day.value) as date
from activity_day as active
cross join (${Array.from({ length: 31 }, (_, day) => `select ${day + 1} as value`).join(' union all ')}) as day
left join person on person.person_id = active.person_id
where active.days >> (day.value - 1) & 1`

const usageDaily = `
select date, app, measure, value from usage_day`

/** Views over the usage reports that the catalogue knows. */
export function usageViews(catalogue: readonly UsageReport[]): View[] {
  const tables = usageTables(catalogue)
  return [
    { name: 'v_app_activity', select: appActivity(appsOf(catalogue)) },
    { name: 'v_app_platforms', select: appPlatforms },
    { name: 'v_usage_metrics', select: usageMetrics(tables) },
    { name: 'v_activations', select: activations(tables) },
    { name: 'v_usage_daily', select: usageDaily },
    { name: 'v_activity_days', select: activityDays },
  ]
}
