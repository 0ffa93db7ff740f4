import { isInForce } from '../savings/facts/seats.ts'
import { priceScale, yearScale } from '../savings/money/price.ts'
import { activationApps, witnessApps } from '../savings/products/plan-kinds.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { dayColumn } from '../usage/storing/activity.ts'
import { cellSql, type UsageTable, usageTables } from '../usage/storing/tables.ts'
import type { View } from './view.ts'

/** A way counts while it is in force; a seat of which Graph names no way is held directly. */
const waysInForce = `from license_state as state where state.user_id = held.user_id and state.sku_id = held.sku_id
    and ${isInForce('state')}`
const hasNoWay = `not exists (
    select 1 from license_state as state where state.user_id = held.user_id and state.sku_id = held.sku_id)`

/** An account's seats as they are held: each way counts, the seat is one. */
const seats = `
select
  held.user_id,
  held.sku_id,
  max(1, (select count(*) ${waysInForce})) as ways,
  exists (select 1 ${waysInForce} and state.group_id = '') or ${hasNoWay} as has_direct,
  (select count(*) ${waysInForce} and state.group_id <> '') as group_count,
  claim.since,
  case when claim.since is not null then max(substr(claim.since, 1, 10), coalesce(
    (select date(value, '-179 days') from meta where name = 'first_activity_as_of'), '')) end as watched_since,
  (select json_group_array(plan.service_plan_id) from license_plan as plan where plan.sku_id = held.sku_id
    and coalesce(plan.applies_to, 'User') = 'User' and coalesce(plan.provisioning_status, '') <> 'Disabled'
    and plan.service_plan_id not in (select value from json_each(held.disabled_plans))) as plans_on,
  held.disabled_plans as plans_off
from assigned_license as held
left join claim on claim.user_id = held.user_id and claim.sku_id = held.sku_id
where held.disabled_plan_count >= 0 and (${hasNoWay} or exists (select 1 ${waysInForce}))`

const covers = `
select sku_id, covered_by_sku_id, how from product_coverage`

const witnesses = `
select sku_id, service_plan_id, app from plan_witness`

const reports = `
select report, refresh_date, nullif(period_days, 0) as period_days, status from report_state`

/** What a year of a seat costs, in the currency's unit. */
const money = (column: string) => `${column} / ${yearScale}.0`

const claims = `
select
  user_id, sku_id, class, rule, grade, also, reason, target_sku_id, ${money('cost_year')} as cost_year, currency, use_band
from claim`

const savings = `
select sku_id, rule, grade, count(*) as seats, ${money('sum(cost_year)')} as cost_year, currency
from claim where class = 'claimed' group by sku_id, rule, grade, currency
union all
select sku_id, rule, 'certain' as grade, seats, ${money('cost_year')} as cost_year, currency from claim_pool`

const prices = `
select
  sku_id, subscription_id, amount / ${priceScale}.0 as amount, currency, per, valid_from, valid_to, note, entered_at
from price`

const exclusions = `
select
  exclusion_id, user_id, upn_pattern, department, group_id, sku_id, rule, reason, note, made_by, made_at,
  valid_from, valid_until, review_on, ended_at
from exclusion`

const decisions = `
select
  decision_id, user_id, sku_id, decision, target_sku_id, note, decided_by, decided_at, exported_at, withdrawn_at
from decision`

const seatMonths = `
select
  month, user_id, sku_id, account_enabled, since, last_activity_date, last_sign_in_at, measured, refresh_date
from seat_month`

function mailboxes(tables: readonly UsageTable[]): string {
  const table = tables.find(({ report }) => report.name === 'mailbox_usage_detail')
  if (table === undefined) throw new Error('The catalogue has no report of mailboxes.')
  const cell = (name: string) => cellSql(table, name, 'row')
  return `
select
  person.user_id,
  person.user_principal_name,
  ${cell('recipient_type')} as recipient_type,
  ${cell('storage_used_byte')} as storage_used_byte,
  ${cell('has_archive')} as has_archive,
  report.refresh_date
from usage_report as report
join ${table.name} as row
left join person on person.person_id = row.person_id
where report.report = 'mailbox_usage_detail' and report.counts = 1`
}

/**
 * What is known of a person and an app. The first that applies: why nothing is known of anybody, a date in a
 * report or remembered, no row in the report, a new seat, nothing on record. Where the longest report is
 * missing and a shorter one is not, a use within the idle days is known all the same.
 */
function appState(catalogue: readonly UsageReport[], tables: readonly UsageTable[]): string {
  const apps = witnessApps.filter(
    app => activationApps.every(known => known !== app) && hasApp(catalogue, app),
  )
  const ofApp = (value: (app: string) => string) =>
    `case app.app ${apps.map(app => `when '${app}' then ${value(app)}`).join(' ')} end`
  const isCovered = ofApp(app => {
    const covering = coveringTables(tables, app)
    return covering
      .map(table => `exists (select 1 from ${table.name} where person_id = person.person_id)`)
      .join(' or ')
  })
  return `
select user_id, app, case
    when day is not null then 'date'
    when gap is not null then gap
    when not coalesce(covered, 0) then 'not_covered'
    when since > date(refresh_date, '-' || grace || ' days') then 'newcomer'
    else 'none_on_record' end as state,
  day as last_activity_date,
  iif(gap is null or day is not null, refresh_date, null) as refresh_date,
  cast(julianday(refresh_date) - julianday(day) as integer) as idle_days
from (
  select user_id, app, gap, refresh_date, covered, since, grace, case
      when reported > idle_until then reported when remembered > idle_until then remembered
      when gap is null then nullif(max(ifnull(reported, ''), ifnull(remembered, '')), '') end as day
  from (
  select user.user_id, app.app, app.gap, app.refresh_date,
    ${ofApp(app => `activity.${dayColumn(app)}`)} as reported, ${isCovered} as covered,
    (select max(printf('%04d-%02d-%02d', kept.month / 100, kept.month % 100, calendar.day))
      from activity_day as kept join day_bit as calendar on calendar.bit <= kept.days
      where kept.person_id = person.person_id and kept.app = app.app) as remembered,
    (select min(substr(claim.since, 1, 10)) from claim
      join assigned_license as held on held.user_id = claim.user_id and held.sku_id = claim.sku_id
      join plan_witness as shown on shown.sku_id = claim.sku_id
        and shown.service_plan_id not in (select value from json_each(held.disabled_plans))
      where claim.user_id = user.user_id and shown.app = app.app) as since,
    coalesce((select json_extract(value, '$.graceDays') from meta where name = 'savings_settings'), 30) as grace,
    date(app.refresh_date, '-' || coalesce(
      (select json_extract(value, '$.idleDays') from meta where name = 'savings_settings'), 90) || ' days') as idle_until
  from user
  join judged_app as app
  left join person on person.person_key = user.upn_key and person.user_id = user.user_id
  left join person_activity as activity on activity.person_id = person.person_id
  where app.app in (${apps.map(app => `'${app}'`).join(', ')})
))`
}

const hasApp = (catalogue: readonly UsageReport[], app: string) =>
  catalogue.some(({ activity }) => activity.some(known => known.app === app))

/** The tables of the app's longest period, whose rows say whom the reports cover. */
function coveringTables(tables: readonly UsageTable[], app: string): UsageTable[] {
  const carriers = tables.filter(({ report }) => report.activity.some(known => known.app === app))
  const longest = Math.max(...carriers.map(({ periodDays }) => periodDays))
  return carriers.filter(({ periodDays }) => periodDays === longest)
}

/** Views over what savings rest on, and over the verdicts. */
export function savingsViews(catalogue: readonly UsageReport[]): View[] {
  const tables = usageTables(catalogue)
  return [
    { name: 'v_seats', select: seats },
    { name: 'v_covers', select: covers },
    { name: 'v_witnesses', select: witnesses },
    { name: 'v_reports', select: reports },
    { name: 'v_app_state', select: appState(catalogue, tables) },
    { name: 'v_mailboxes', select: mailboxes(tables) },
    { name: 'v_claims', select: claims },
    { name: 'v_savings', select: savings },
    { name: 'v_prices', select: prices },
    { name: 'v_exclusions', select: exclusions },
    { name: 'v_decisions', select: decisions },
    { name: 'v_seat_months', select: seatMonths },
  ]
}
