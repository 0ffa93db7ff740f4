import { raw, sql } from '../../../database/sql.ts'
import { costColumns, count, describe, money, type ReportDefinition, text } from '../../definition.ts'
import { productKinds, productName, productTable, seatCost } from '../../query/products.ts'
import { type SourceFactory, smallSource } from '../../query/source.ts'
import { groupNames, oneName, shownGroups, spelled } from '../../query/split-value.ts'
import { peopleOf } from './splits.ts'

const written = raw('split.department')

/** The seats of each department, product by product; free pools cost nobody anything. */
const charged = sql`charged as materialized (
  select ${spelled(written)} as department, held.sku_id, sum(held.assigned_users) as seats,
    sum(held.active_users_30d) as active
  from kind_of paid cross join split_license held on held.sku_id = paid.sku_id join split using (split_id)
  where paid.kind = 'paid' group by ${oneName(written)}, held.sku_id)`

const chargeBackSource: SourceFactory = ({ reader, activityDay }) =>
  smallSource({
    with: [productTable, productKinds(reader), ...groupNames(reader, peopleOf('department')), charged],
    from: raw('charged c join product p on p.sku_id = c.sku_id'),
    key: [raw('c.department'), raw('c.sku_id')],
    where: shownGroups(reader, raw('c.department')),
    columns: {
      department: raw(`nullif(c.department, '')`),
      product_name: productName(raw('c.sku_id')),
      seats: raw('c.seats'),
      active_seats_30d: raw(activityDay === null ? 'null' : 'ifnull(c.active, 0)'),
      price_year: seatCost(raw('1'), raw('p.unit_price')),
      cost_year: seatCost(raw('c.seats'), raw('p.unit_price')),
      currency: raw('p.currency'),
      sku_part_number: raw('p.sku_part_number'),
      sku_id: raw('c.sku_id'),
    },
    exact: ['sku_id'],
  })

export const chargeBack: ReportDefinition = {
  description: describe({
    name: 'charge-back',
    title: 'Charge-back',
    about:
      'What each department holds of each paid product, at the price of the product today: seats times price. Users without a department share the row without a name. Unassigned seats are nobody\u2019s and not in it.',
    columns: [
      text('department', 'Department'),
      text('product_name', 'Product'),
      count('seats', 'Seats'),
      count('active_seats_30d', 'Active seats (30 days)'),
      money('price_year', 'Price of a seat a year'),
      ...costColumns,
      text('sku_part_number', 'Part number'),
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['department', 'sku_id'],
    defaultSort: { column: 'department', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
    { source: 'activity', must: false, columns: ['active_seats_30d'] },
  ],
  whenEmpty: 'What each department holds would be here. Nobody holds a paid product.',
  rows: chargeBackSource,
}
