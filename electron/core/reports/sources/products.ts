import { z } from 'zod'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { productKinds } from '../query/product-kinds.ts'
import { freeProducts, productName, productTable, seatCost } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'
import { recentActivity } from './people.ts'

const seats = raw('(l.enabled_units + l.warning_units)')
const licenseColumns: Readonly<Record<string, Sql>> = Object.fromEntries(
  [
    'product_name',
    'sku_part_number',
    'capability_status',
    'enabled_units',
    'warning_units',
    'suspended_units',
    'consumed_units',
    'available_units',
    'assigned_users',
    'active_users_30d',
    'inactive_users_30d',
    'unit_price',
    'currency',
    'sku_id',
  ].map(key => [key, raw(`l.${key}`)]),
)

/** The next date of the product's subscriptions that is not behind us: of the paid ones, or of its trials. */
const nextDate = (isTrial: 0 | 1, today: string) => sql`(
  select min(substr(s.next_lifecycle_at, 1, 10)) from subscription s
  where s.sku_id = l.sku_id and ifnull(s.is_trial, 0) = ${isTrial} and ifnull(s.status, '') <> 'Deleted'
    and substr(s.next_lifecycle_at, 1, 10) >= ${today})`

export const licensesSource: SourceFactory = ({ reader, clock }) => {
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  return smallSource({
    with: [productKinds(reader)],
    from: raw('v_licenses l join kind_of on kind_of.sku_id = l.sku_id'),
    key: [raw('l.sku_id')],
    columns: {
      ...licenseColumns,
      cost_year: seatCost(seats, raw('l.unit_price')),
      free_of_charge: raw(`(kind_of.kind in ('free', 'trial'))`),
      kind: raw('kind_of.kind'),
      bought_units: seats,
      unassigned_units: raw('max(l.available_units, 0)'),
      over_units: raw('max(-l.available_units, 0)'),
      active_share: sql`round(100.0 * l.active_users_30d / nullif(${seats}, 0), 1)`,
      next_renewal_date: nextDate(0, today),
      trial_until: nextDate(1, today),
      unused_cost_year: seatCost(
        sql`(max(l.available_units, 0) + min(l.inactive_users_30d, ${seats}))`,
        raw('l.unit_price'),
      ),
    },
    exact: ['sku_id'],
  })
}

export const servicePlansSource: SourceFactory = () =>
  smallSource({
    with: [productTable],
    from: raw('v_license_plans l join product on product.sku_id = l.sku_id'),
    key: [raw('l.sku_id'), raw('l.service_plan_id')],
    columns: {
      product_name: raw('product.product_name'),
      friendly_name: raw('l.friendly_name'),
      service_plan_name: raw('l.service_plan_name'),
      provisioning_status: raw('l.provisioning_status'),
      applies_to: raw('l.applies_to'),
      service_plan_id: raw('l.service_plan_id'),
      sku_id: raw('l.sku_id'),
    },
    exact: ['sku_id', 'service_plan_id'],
  })

export const licenseHistorySource: SourceFactory = () =>
  smallSource({
    with: [productTable],
    from: raw('license_day l'),
    key: [raw('l.date'), raw('l.sku_id')],
    columns: {
      date: raw('l.date'),
      product_name: productName(raw('l.sku_id')),
      sku_part_number: raw('l.sku_part_number'),
      enabled_units: raw('l.enabled_units'),
      consumed_units: raw('l.consumed_units'),
      sku_id: raw('l.sku_id'),
    },
    exact: ['sku_id'],
    total: sql`select count(*) as amount from license_day`,
  })

/** Products for the whole company have no seats that a person could be given. */
export const unusedSeatsSource: SourceFactory = ({ reader }) =>
  smallSource({
    from: raw('v_licenses l join license on license.sku_id = l.sku_id'),
    key: [raw('l.sku_id')],
    where: [
      raw('l.available_units > 0'),
      raw(`lower(ifnull(license.applies_to, 'User')) <> 'company'`),
      sql`l.sku_id not in ${freeProducts(reader).ids}`,
    ],
    columns: {
      ...licenseColumns,
      available_share: sql`round(100.0 * l.available_units / ${seats}, 1)`,
      cost_year: seatCost(raw('l.available_units'), raw('l.unit_price')),
    },
    exact: ['sku_id'],
  })

const priceOf = (column: string) =>
  raw(`(select product.${column} from product where product.sku_id = o.sku_id)`)

const Amount = z.object({ amount: z.int() })
const overlapCount = sql`select count(*) as amount from overlap`
/** From so many overlaps on the index of names meets the first of them sooner than sorting all of them would. */
const manyOverlaps = 10_000

const overlapPeople = {
  s: 'left join user_summary s on s.user_id = o.user_id',
  u: 'left join user u on u.user_id = o.user_id',
}

export const overlapsSource: SourceFactory = ({ reader, activityDay }) => {
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

/** Negative for a date that lies in the past, null where there is none. */
const daysUntil = (today: string) =>
  sql`cast(julianday(substr(l.next_lifecycle_at, 1, 10)) - julianday(${today}) as integer)`

export const renewalsSource: SourceFactory = ({ clock }) => {
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
    },
    exact: ['sku_id'],
  })
}
