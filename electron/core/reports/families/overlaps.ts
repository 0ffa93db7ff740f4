import { z } from 'zod'
import { raw, type Sql, sql } from '../../database/sql.ts'
import {
  costColumns,
  describe,
  lastActivity,
  personColumns,
  type ReportDefinition,
  text,
} from '../definition.ts'
import { recentActivity } from '../query/active-user.ts'
import { productName, productTable, seatCost } from '../query/products.ts'
import type { SourceFactory } from '../query/source.ts'

const priceOf = (column: string) =>
  raw(`(select product.${column} from product where product.sku_id = o.sku_id)`)

const Amount = z.object({ amount: z.int() })

const overlapCount = sql`select count(*) as amount from overlap`

/**
 * From so many overlaps on the index of names meets the first of them sooner than sorting all of them
 * would.
 */
const manyOverlaps = 10_000

const overlapPeople = {
  s: 'left join user_summary s on s.user_id = o.user_id',
  u: 'left join user u on u.user_id = o.user_id',
}

const overlapColumns: Readonly<Record<string, Sql>> = {
  display_name: raw('u.display_name'),
  user_principal_name: raw('u.user_principal_name'),
  department: raw('u.department'),
  last_activity_date: raw('s.last_activity_date'),
  cost_year: seatCost(raw('1'), priceOf('unit_price')),
  currency: priceOf('currency'),
  sku_id: raw('o.sku_id'),
  covered_by_sku_id: raw('o.covered_by_sku_id'),
  user_id: raw('o.user_id'),
}

const overlapsSource: SourceFactory = ({ reader, activityDay }) => {
  const count = reader.first(Amount, overlapCount)?.amount ?? 0
  const byName = sql`user_summary s cross join overlap o on o.user_id = s.user_id`
  const key = (person: string) => [raw(`${person}.user_id`), raw('o.sku_id'), raw('o.covered_by_sku_id')]
  return {
    with: [productTable],
    scanned: [{ from: raw('overlap o'), joins: overlapPeople, key: key('o') }],
    ordered: {
      columns: count < manyOverlaps ? [] : ['display_name'],
      branches: [{ from: byName, key: key('s') }],
    },
    filled: raw(`cross join overlap o ${overlapPeople.s} ${overlapPeople.u}
      where o.user_id = page.k0 and o.sku_id = page.k1 and o.covered_by_sku_id = page.k2`),
    columns: overlapColumns,
    named: {
      product_name: { by: 'sku_id', as: productName },
      covered_by_product_name: { by: 'covered_by_sku_id', as: productName },
    },
    sortBy: { display_name: raw('s.sort_name') },
    recent: recentActivity(activityDay),
    exact: ['sku_id', 'covered_by_sku_id', 'user_id'],
    total: overlapCount,
  }
}

export const overlaps: ReportDefinition = {
  description: describe({
    name: 'overlaps',
    title: 'Licenses with all plans in another one',
    about:
      'Users who hold two products of which one has every service plan of the other, plan by plan. The cost is that of the product that adds nothing. Savings also finds products that a higher edition covers, so that it counts more.',
    columns: [
      ...personColumns,
      text('product_name', 'Product that adds nothing'),
      text('covered_by_product_name', 'Covered by'),
      text('department', 'Department'),
      lastActivity,
      ...costColumns,
      text('sku_id', 'Product ID'),
      text('covered_by_sku_id', 'Covering product ID'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id', 'sku_id', 'covered_by_sku_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
    { source: 'activity', must: false, columns: ['last_activity_date'] },
  ],
  whenEmpty: 'Users with overlapping products would be here. Nobody holds two products that overlap.',
  rows: overlapsSource,
}
