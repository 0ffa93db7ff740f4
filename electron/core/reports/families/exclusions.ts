import { raw, sql } from '../../database/sql.ts'
import { count, date, describe, integer, name, type ReportDefinition, text, time } from '../definition.ts'
import { productName, productTable } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'
import { findingOf } from './claims.ts'

const product = sql`iif(e.sku_id is null, null, ${productName(raw('e.sku_id'))})`

/** Whom and what it is about, as a person reads it. */
const about = sql`concat_ws(' · ',
  coalesce(u.display_name, u.user_principal_name, e.user_id), e.upn_pattern, e.department, e.group_id, ${product}, ${findingOf(raw('e.rule'))})`

const exclusionsSource: SourceFactory = ({ clock }) => {
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  return smallSource({
    with: [
      productTable,
      sql`hidden (exclusion_id, seats) as materialized (
        select left_out_by, count(*) from claim where left_out_by is not null group by left_out_by)`,
    ],
    from: raw(
      'exclusion e left join user u on u.user_id = e.user_id left join hidden on hidden.exclusion_id = e.exclusion_id',
    ),
    key: [raw('e.exclusion_id')],
    columns: {
      about,
      reason: raw('e.reason'),
      ends_on: raw('coalesce(e.valid_until, e.review_on)'),
      seats: raw('coalesce(hidden.seats, 0)'),
      state: sql`case when e.ended_at is not null then 'ended'
        when coalesce(e.valid_until, e.review_on) < ${today} then 'over'
        when e.valid_from > ${today} then 'planned' else 'inForce' end`,
      note: raw('e.note'),
      user_id: raw('e.user_id'),
      upn_pattern: raw('e.upn_pattern'),
      department: raw('e.department'),
      group_id: raw('e.group_id'),
      sku_id: raw('e.sku_id'),
      rule: raw('e.rule'),
      valid_from: raw('e.valid_from'),
      valid_until: raw('e.valid_until'),
      review_on: raw('e.review_on'),
      made_by: raw('e.made_by'),
      made_at: raw('e.made_at'),
      ended_at: raw('e.ended_at'),
      exclusion_id: raw('e.exclusion_id'),
    },
    exact: ['user_id', 'sku_id'],
  })
}

export const exclusions: ReportDefinition = {
  description: describe({
    name: 'exclusions',
    title: 'Left out of savings',
    about:
      'Whom and what is left out of the savings, why and until when, and how many claims that hides today.',
    columns: [
      name('about', 'Who or what'),
      text('reason', 'Reason'),
      date('ends_on', 'Ends'),
      count('seats', 'Seats hidden'),
      text('state', 'State'),
      text('note', 'Note'),
      text('user_id', 'User ID'),
      name('upn_pattern', 'Pattern'),
      text('department', 'Department'),
      text('group_id', 'Group ID'),
      text('sku_id', 'Product ID'),
      text('rule', 'Rule'),
      date('valid_from', 'From'),
      date('valid_until', 'Until'),
      date('review_on', 'Review on'),
      text('made_by', 'Made by'),
      time('made_at', 'Made'),
      time('ended_at', 'Ended'),
      integer('exclusion_id', 'Exclusion ID'),
    ],
    rowKey: ['exclusion_id'],
    defaultSort: { column: 'made_at', direction: 'desc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
  ],
  whenEmpty: 'Whom and what is left out would be here. Nobody is left out.',
  rows: exclusionsSource,
}
