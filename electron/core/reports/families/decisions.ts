import { raw, sql } from '../../database/sql.ts'
import { outcomeOfDecision } from '../../savings/choices/outcome.ts'
import {
  costColumns,
  date,
  describe,
  integer,
  name,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'
import { partNumber, productName, productTable } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'
import { cost } from './claims.ts'

/** What was known when it was decided, which later syncs do not change. */
const known = (field: string) => raw(`json_extract(decided.baseline, '$.${field}')`)

const ways = sql`(select case
    when count(*) = 0 then null
    when sum(group_id = '') = 0 then 'group'
    when sum(group_id <> '') = 0 then 'direct'
    else 'direct and group' end
  from license_state where license_state.user_id = decided.user_id and license_state.sku_id = decided.sku_id)`

const groups = sql`(select group_concat(group_id, ' ') from license_state
  where license_state.user_id = decided.user_id and license_state.sku_id = decided.sku_id and group_id <> '')`

const nextDay = sql`(select min(substr(next_lifecycle_at, 1, 10)) from subscription
  where subscription.sku_id = decided.sku_id and status = 'Enabled' and coalesce(is_trial, 0) = 0)`

/** Of users who have left, only the name that they signed in with is kept, with what was noticed last. */
const formerName = sql`(select user_principal_name from change
  where change.user_id = decided.user_id and user_principal_name is not null order by change_id desc limit 1)`

const decisionsSource: SourceFactory = () =>
  smallSource({
    with: [productTable],
    from: raw('decision decided left join user u on u.user_id = decided.user_id'),
    key: [raw('decided.decision_id')],
    columns: {
      decision_id: raw('decided.decision_id'),
      user_id: raw('decided.user_id'),
      user_principal_name: sql`coalesce(u.user_principal_name, ${formerName})`,
      display_name: sql`coalesce(u.display_name, u.user_principal_name, ${formerName})`,
      department: raw('u.department'),
      sku_id: raw('decided.sku_id'),
      sku_part_number: partNumber(raw('decided.sku_id')),
      product_name: productName(raw('decided.sku_id')),
      rule: known('rule'),
      grade: known('grade'),
      also: known('also'),
      decision: raw('decided.decision'),
      target_sku_id: raw('decided.target_sku_id'),
      since: sql`substr(${known('since')}, 1, 10)`,
      last_activity_date: known('last_activity_date'),
      activity_as_of: known('activity_as_of'),
      last_successful_sign_in_at: known('last_successful_at'),
      assigned_by: ways,
      group_ids: groups,
      cost_year: cost(known('cost_year'), known('currency')),
      currency: known('currency'),
      next_lifecycle_at: nextDay,
      note: raw('decided.note'),
      decided_by: raw('decided.decided_by'),
      decided_at: raw('decided.decided_at'),
      outcome: outcomeOfDecision,
      exported_at: raw('decided.exported_at'),
    },
    exact: ['user_id', 'sku_id'],
  })

export const decisions: ReportDefinition = {
  description: describe({
    name: 'decisions',
    title: 'Work list of savings',
    about:
      'What was decided about seats, with what was known at that time, and what later syncs saw of each decision.',
    columns: [
      integer('decision_id', 'Decision ID'),
      text('user_id', 'User ID'),
      name('user_principal_name', 'User principal name'),
      name('display_name', 'Name'),
      text('department', 'Department'),
      text('sku_id', 'Product ID'),
      text('sku_part_number', 'Part number'),
      text('product_name', 'Product'),
      text('rule', 'Rule'),
      text('grade', 'Confidence'),
      text('also', 'Also'),
      text('decision', 'Decision'),
      text('target_sku_id', 'Smaller product ID'),
      date('since', 'Held since'),
      date('last_activity_date', 'Last activity', { blank: 'never' }),
      date('activity_as_of', 'Activity as of'),
      time('last_successful_sign_in_at', 'Last successful sign-in'),
      text('assigned_by', 'Assigned by'),
      text('group_ids', 'Group IDs'),
      ...costColumns,
      date('next_lifecycle_at', 'Next renewal'),
      text('note', 'Note'),
      text('decided_by', 'Decided by'),
      time('decided_at', 'Decided'),
      text('outcome', 'Outcome'),
      time('exported_at', 'Exported'),
    ],
    rowKey: ['decision_id'],
    defaultSort: { column: 'decided_at', direction: 'desc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
    { source: 'renewals', must: false, columns: ['next_lifecycle_at'] },
  ],
  whenEmpty: 'Decisions about seats would be here. Nothing was decided yet.',
  rows: decisionsSource,
}
