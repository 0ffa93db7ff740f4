import { identifier, literal } from '../sql.ts'
import { markColumn } from './usage-person.ts'
import type { View } from './view.ts'

/** A select per app, because the table has a column per app; an app that is asked for alone reads only its own column. */
function appActivity(apps: readonly string[]): string {
  return apps
    .map(app => {
      const { text: mark } = identifier(markColumn(app))
      return `
select
  person.user_principal_name,
  person.user_id,
  ${literal(app).text} as app,
  person.${identifier(app).text} as last_activity_date,
  report.refresh_date as report_refresh_date,
  nullif(report.period_days, 0) as report_period_days
from usage_person as person
join usage_report as report on report.report_id = cast(substr(person.${mark}, 11) as integer)
where person.${mark} is not null`
    })
    .join('\nunion all')
}

/** Several reports and devices can say that an app was used on a platform: one yes is enough. */
const appPlatforms = `
select
  person.user_principal_name,
  meaning.app,
  meaning.platform,
  max(json_extract(row.cells, '$[' || meaning.position || ']')) as used
from usage_platform as meaning
join usage_report as report on report.report = meaning.report
join usage_row as row on row.report_id = report.report_id
join usage_person as person on person.person_key = row.person_key
where json_extract(row.cells, '$[' || meaning.position || ']') is not null
group by row.person_key, meaning.app, meaning.platform`

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
where cell.type = 'integer' and cell.value <> 0 and row.item <> ''
group by row.report_id, row.person_key, meaning.metric
union all
select
  person.user_principal_name,
  report.report,
  meaning.metric,
  cell.value,
  nullif(report.period_days, 0),
  report.refresh_date
from usage_report as report
join usage_row as row on row.report_id = report.report_id
join usage_person as person on person.person_key = row.person_key
join json_each(row.cells) as cell
join usage_metric as meaning on meaning.report = report.report and meaning.position = cell.key
where cell.type = 'integer' and cell.value <> 0 and row.item = ''`

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
