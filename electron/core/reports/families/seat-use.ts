import { type UseBand, useBands } from '../../../contract/savings/last-use.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { activationApps, isActivation, witnessApps } from '../../savings/products/plan-kinds.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { appsOf, dayColumn } from '../../usage/storing/activity.ts'
import { costColumns, date, describe, personColumns, type ReportDefinition, text } from '../definition.ts'
import { partNumber, productName, productTable } from '../query/products.ts'
import type { Branch, SourceFactory } from '../query/source.ts'
import { cost, findingOf } from './claims.ts'

const isPaid = raw(`c.sku_id in (select sku_id from product_kind where kind = 'paid')`)

/** An index says all that a chart counts by, in a quarter of the size of the claims. */
const indexed: Branch = {
  from: raw('claim c indexed by claim_by_product'),
  joins: {
    s: 'left join user_summary s on s.user_id = c.user_id',
    u: 'left join user u on u.user_id = c.user_id',
  },
  key: [raw('c.user_id'), raw('c.sku_id')],
  where: [isPaid],
}
const ofProduct = ['sku_id', 'product_name', 'sku_part_number'] as const

/** In the order of the users' names, so that a page is found without meeting all seats. */
const named: Branch = {
  from: raw('user_summary s cross join claim c on c.user_id = s.user_id'),
  joins: { u: 'left join user u on u.user_id = s.user_id' },
  key: [raw('s.user_id'), raw('c.sku_id')],
  where: [isPaid],
}

const datedApps = witnessApps.filter(app => !isActivation(app) && appsOf(usageReports).includes(app))
const ofApp = datedApps.map(app => `when '${app}' then activity.${dayColumn(app)}`).join(' ')
const kindOfProduct = `case when row.item like '%VISIO%' then '${activationApps[1]}'
  when row.item like '%PROJECT%' then '${activationApps[2]}' else '${activationApps[0]}' end`

const idleDays = `coalesce((select '-' || json_extract(value, '$.idleDays') || ' days' from meta
    where name = 'savings_settings'), '-90 days')`

/**
 * The newest day on which an app was used that shows one of the seat's plans, by the reports of today or an
 * earlier one, or when it was activated. It is looked up for the rows of a page alone.
 */
const lastUse: Sql = raw(`(
  select max(case when reported > idle_until then reported when remembered > idle_until then remembered
    when gap is null then nullif(max(ifnull(reported, ''), ifnull(remembered, ''), ifnull(activated, '')), '') end)
  from (
    select judged.gap, date(judged.refresh_date, ${idleDays}) as idle_until,
      case shown.app ${ofApp} end as reported, (
        select max(printf('%04d-%02d-%02d', kept.month / 100, kept.month % 100, calendar.day))
        from activity_day kept join day_bit calendar on calendar.bit <= kept.days
        where kept.person_id = who.person_id and kept.app = shown.app) as remembered, (
        select max(row.last_activated_date) from usage_office365_activations row
        where row.person_id = who.person_id and ${kindOfProduct} = shown.app) as activated
    from assigned_license held
    join plan_witness shown on shown.sku_id = held.sku_id
      and shown.service_plan_id not in (select value from json_each(held.disabled_plans))
    join judged_app judged on judged.app = shown.app and judged.refresh_date is not null
    join user someone on someone.user_id = held.user_id
    join person who on who.person_key = someone.upn_key and who.user_id = held.user_id
    left join person_activity activity on activity.person_id = who.person_id
    where held.user_id = c.user_id and held.sku_id = c.sku_id and c.use_band <> '${'not_measured' satisfies UseBand}'))`)

const inOrder = raw(
  `case c.use_band ${useBands.map((band, place) => `when '${band}' then ${place}`).join(' ')} end`,
)

const seatUseSource: SourceFactory = () => ({
  with: [productTable],
  scanned: [named],
  ordered: { columns: ['display_name'], branches: [named] },
  narrow: {
    columns: ['use_band', 'class', 'grade', 'user_id', ...ofProduct],
    orders: [],
    branches: [indexed],
  },
  focused: { columns: ofProduct, branches: [indexed] },
  filled: raw(`cross join claim c left join user_summary s on s.user_id = page.k0
    left join user u on u.user_id = page.k0 where c.user_id = page.k0 and c.sku_id = page.k1`),
  columns: {
    display_name: raw('u.display_name'),
    user_principal_name: raw('u.user_principal_name'),
    use_band: raw('c.use_band'),
    last_use_date: lastUse,
    class: raw('c.class'),
    finding: findingOf(raw('c.rule')),
    grade: raw('c.grade'),
    reason: raw('c.reason'),
    cost_year: cost(raw('c.cost_year'), raw('c.currency')),
    currency: raw('c.currency'),
    department: raw('u.department'),
    since: raw('substr(c.since, 1, 10)'),
    rule: raw('c.rule'),
    sku_id: raw('c.sku_id'),
    user_id: raw('c.user_id'),
  },
  named: {
    product_name: { by: 'sku_id', as: productName },
    sku_part_number: { by: 'sku_id', as: partNumber },
  },
  sortBy: { display_name: raw('s.sort_name'), use_band: inOrder },
  exact: ['use_band', 'class', 'grade', 'user_id', 'sku_id'],
  total: sql`select count(*) as amount from ${indexed.from} where ${isPaid}`,
})

/** A row for each seat that the chart of seats by days since their last use counts. */
export const seatUse: ReportDefinition = {
  description: describe({
    name: 'seat-use',
    title: 'Seats by last use',
    about:
      'Every assigned seat of a paid product: how long ago it was last used, what that makes of it, and what a year of it costs.',
    columns: [
      ...personColumns,
      text('product_name', 'Product'),
      text('use_band', 'Days since last use'),
      date('last_use_date', 'Last use', { blank: 'none' }),
      text('class', 'State'),
      text('finding', 'Why'),
      text('grade', 'Confidence'),
      text('reason', 'Reason'),
      ...costColumns,
      text('department', 'Department'),
      date('since', 'Held since'),
      text('rule', 'Rule'),
      text('sku_part_number', 'Part number'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id', 'sku_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
    { source: 'activity', must: false, columns: ['last_use_date'] },
  ],
  whenEmpty: 'Every assigned seat of a paid product would be here. The next sync judges them.',
  rows: seatUseSource,
}
