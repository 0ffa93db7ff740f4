import { literal } from '../sql.ts'
import { activityDate, activityReport } from './usage-person.ts'
import type { View } from './view.ts'

/** A select per app; an app that is asked for alone reads only its own marks. */
function appActivity(apps: readonly string[]): string {
  return apps
    .map(
      (app, index) => `
select
  person.user_principal_name,
  person.user_id,
  ${literal(app).text} as app,
  ${activityDate(index, 'person')} as last_activity_date,
  report.refresh_date as report_refresh_date,
  nullif(report.period_days, 0) as report_period_days
from usage_person as person
join usage_report as report on report.report_id = ${activityReport(index, 'person')}`,
    )
    .join('\nunion all')
}

/** The rows of the reports that are stored in chunks; the first element of a row is the person's key. */
const chunkedRows = `
from usage_report as report
cross join usage_chunk as chunk on chunk.report_id = report.report_id
cross join json_each(chunk.cells) as row
cross join usage_person as person on person.person_key = row.value ->> 0`

/** Several reports and devices can say that an app was used on a platform: one yes is enough. */
const appPlatforms = `
select
  person.user_principal_name,
  meaning.app,
  meaning.platform,
  max(row.value ->> meaning.position) as used${chunkedRows}
cross join usage_platform as meaning on meaning.report = report.report
where report.report in (select report from usage_platform) and row.value ->> meaning.position is not null
group by coalesce(person.user_id, person.person_key), meaning.app, meaning.platform`

/** Zeros are left out. The rows of a report with several items per person are added up over them. */
const usageMetrics = `
select
  person.user_principal_name,
  report.report,
  meaning.metric,
  sum(cell.value) as value,
  nullif(report.period_days, 0) as report_period_days,
  report.refresh_date as report_refresh_date
from usage_report as report
join usage_row as row on row.report_id = report.report_id
join usage_person as person on person.person_key = row.person_key
join json_each(row.cells) as cell
join usage_metric as meaning on meaning.report = report.report and meaning.position = cell.key
where cell.type = 'integer' and cell.value <> 0
group by row.report_id, row.person_key, meaning.metric
union all
select
  person.user_principal_name,
  report.report,
  meaning.metric,
  cell.value,
  nullif(report.period_days, 0),
  report.refresh_date${chunkedRows}
cross join json_each(row.value) as cell
cross join usage_metric as meaning on meaning.report = report.report and meaning.position = cell.key
where cell.type = 'integer' and cell.value <> 0`

/** Zeros stay in: who holds a product and never activated it is what the report is read for. */
const activations = `
select
  person.user_principal_name,
  person.user_id,
  row.item as product_type,
  meaning.platform,
  json_extract(row.cells, '$[' || meaning.position || ']') as activations,
  json_extract(row.cells, '$[' || meaning.date_position || ']') as last_activated_date
from usage_activation as meaning
join usage_report as report on report.report = meaning.report
join usage_row as row on row.report_id = report.report_id
join usage_person as person on person.person_key = row.person_key
where json_extract(row.cells, '$[' || meaning.position || ']') is not null`

const usageDaily = `
select date, app, measure, value from usage_day`

/** Views over the usage reports, for the apps that the catalogue knows. */
export function usageViews(apps: readonly string[]): View[] {
  return [
    { name: 'v_app_activity', select: appActivity(apps) },
    { name: 'v_app_platforms', select: appPlatforms },
    { name: 'v_usage_metrics', select: usageMetrics },
    { name: 'v_activations', select: activations },
    { name: 'v_usage_daily', select: usageDaily },
  ]
}
