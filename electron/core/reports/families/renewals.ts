import { raw, sql } from '../../database/sql.ts'
import {
  costColumns,
  count,
  days,
  describe,
  flag,
  money,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'
import { productTable, seatCost } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'

/** Negative for a date that lies in the past, null where there is none. */
const daysUntil = (today: string) =>
  sql`cast(julianday(substr(l.next_lifecycle_at, 1, 10)) - julianday(${today}) as integer)`

const renewalsSource: SourceFactory = ({ clock }) => {
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  return smallSource({
    with: [productTable],
    from: raw(
      'subscription l left join product on product.sku_id = l.sku_id left join v_renewals v on v.subscription_id = l.subscription_id',
    ),
    key: [raw('l.subscription_id')],
    columns: {
      product_name: raw('v.product_name'),
      sku_part_number: raw('v.sku_part_number'),
      status: raw('l.status'),
      total_licenses: raw('l.total_licenses'),
      is_trial: raw('l.is_trial'),
      created_at: raw('l.created_at'),
      next_lifecycle_at: raw('l.next_lifecycle_at'),
      days_left: daysUntil(today),
      overdue: sql`(${daysUntil(today)} < 0 and ifnull(l.status, '') <> 'Deleted')`,
      unit_price: raw('product.unit_price'),
      cost_year: seatCost(raw('l.total_licenses'), raw('product.unit_price')),
      currency: raw('product.currency'),
      subscription_id: raw('l.subscription_id'),
      sku_id: raw('l.sku_id'),
      term: raw('v.term'),
      channel: raw('v.channel'),
      min_licenses: raw('v.min_licenses'),
    },
    exact: ['sku_id'],
  })
}

export const renewals: ReportDefinition = {
  description: describe({
    name: 'renewals',
    title: 'Renewals',
    about:
      'Subscriptions and the date on which each moves to its next stage. One whose date has passed is overdue: it can still be used in its time of grace. The cost is that of all its seats.',
    columns: [
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      text('status', 'Status'),
      count('total_licenses', 'Seats'),
      flag('is_trial', 'Trial'),
      time('created_at', 'Created'),
      time('next_lifecycle_at', 'Next renewal'),
      days('days_left', 'Time left'),
      money('unit_price', 'Price a month'),
      ...costColumns,
      text('subscription_id', 'Subscription ID'),
      text('sku_id', 'Product ID'),
      flag('overdue', 'Overdue'),
      text('term', 'Term'),
      text('channel', 'Bought through'),
      count('min_licenses', 'Contract floor'),
    ],
    rowKey: ['subscription_id'],
    defaultSort: { column: 'next_lifecycle_at', direction: 'asc' },
  }),
  sources: [{ source: 'renewals', must: true }],
  whenEmpty: 'Subscriptions with their renewal dates would be here. Microsoft reports none for this tenant.',
  rows: renewalsSource,
}
