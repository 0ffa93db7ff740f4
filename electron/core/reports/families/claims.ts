import { join, raw, type Sql, sql } from '../../database/sql.ts'
import { decimalsOf, yearScale } from '../../savings/money/price.ts'
import {
  costColumns,
  date,
  describe,
  lastActivity,
  personColumns,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'
import { partNumber, productName, productTable } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'

/** What each rule finds, as a person reads it. */
const findings = {
  R1: 'Disabled account',
  R2: 'Shared mailbox needs no license',
  R3: 'Covered by another product',
  R4: 'Nothing on record',
  R5: 'Idle',
  R6: 'Guest',
  R7: 'Product not used',
  R8: 'A smaller product would do',
} as const

/** The finding of a rule, null for no rule. */
export function findingOf(rule: Sql): Sql {
  return sql`case ${rule} ${join(
    Object.entries(findings).map(([name, text]) => sql`when ${name} then ${text}`),
    ' ',
  )} else ${rule} end`
}

/** A year's cost, rounded to the decimals of the currency, of which some have none and some three. */
export function cost(sum: Sql, currency: Sql): Sql {
  return sql`round(${sum} / ${raw(`${yearScale}.0`)}, case
    when ${currency} in ('JPY', 'KRW', 'CLP', 'VND', 'ISK') then ${decimalsOf('JPY')}
    when ${currency} in ('KWD', 'BHD', 'OMR', 'TND', 'JOD') then ${decimalsOf('KWD')} else 2 end)`
}

/** Claims, and what exclusions hide of them; the screen asks for either by the column `class`. */
const claimsSource: SourceFactory = () =>
  smallSource({
    with: [productTable],
    from: raw(`claim c
      left join user u on u.user_id = c.user_id
      left join user_summary s on s.user_id = c.user_id
      left join sign_in g on g.user_id = c.user_id`),
    key: [raw('c.user_id'), raw('c.sku_id')],
    where: [raw('c.rule is not null')],
    columns: {
      display_name: raw('u.display_name'),
      user_principal_name: raw('u.user_principal_name'),
      product_name: productName(raw('c.sku_id')),
      finding: findingOf(raw('c.rule')),
      grade: raw('c.grade'),
      cost_year: cost(raw('c.cost_year'), raw('c.currency')),
      currency: raw('c.currency'),
      last_activity_date: raw('s.last_activity_date'),
      last_successful_sign_in_at: raw('g.last_successful_at'),
      since: raw('substr(c.since, 1, 10)'),
      department: raw('u.department'),
      also: raw('c.also'),
      class: raw('c.class'),
      decision: sql`(select decision from decision where decision.user_id = c.user_id and decision.sku_id = c.sku_id
        and decision.withdrawn_at is null order by decision_id desc limit 1)`,
      rule: raw('c.rule'),
      sku_part_number: partNumber(raw('c.sku_id')),
      sku_id: raw('c.sku_id'),
      user_id: raw('c.user_id'),
    },
    exact: ['user_id', 'sku_id'],
  })

export const claims: ReportDefinition = {
  description: describe({
    name: 'savings',
    title: 'Seats to save',
    about:
      'Assigned seats that nobody seems to need: by which rule, how sure that is, and what they cost in a year.',
    columns: [
      ...personColumns,
      text('product_name', 'Product'),
      text('finding', 'Why'),
      text('grade', 'Confidence'),
      ...costColumns,
      lastActivity,
      time('last_successful_sign_in_at', 'Last successful sign-in'),
      date('since', 'Held since'),
      text('department', 'Department'),
      text('also', 'Also'),
      text('class', 'State'),
      text('decision', 'Decision'),
      text('rule', 'Rule'),
      text('sku_part_number', 'Part number'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id', 'sku_id'],
    defaultSort: { column: 'cost_year', direction: 'desc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
    { source: 'activity', must: false, columns: ['last_activity_date'] },
    { source: 'signIn', must: false, columns: ['last_successful_sign_in_at'] },
  ],
  whenEmpty: 'Seats that nobody seems to need would be here. No rule matches any seat.',
  rows: claimsSource,
}
