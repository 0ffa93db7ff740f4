import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { readAsked } from '../../savings/by-product/demand.ts'
import {
  costColumns,
  count,
  date,
  describe,
  flag,
  integer,
  money,
  percent,
  type ReportDefinition,
  text,
} from '../definition.ts'
import { freeProducts, productKinds, productName, productTable, seatCost } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'

const activityColumns = ['active_users_30d', 'inactive_users_30d', 'active_share', 'unused_cost_year']

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
    'unit_price',
    'currency',
    'sku_id',
  ].map(key => [key, raw(`l.${key}`)]),
)

/** No report shows whether a room or a device is used: of those it is not known, and not none. */
const measured = (users: string) => raw(`iif(kind_of.kind = 'device', null, l.${users})`)

/** The next date of the product's subscriptions that is not behind us: of the paid ones, or of its trials. */
const nextDate = (isTrial: 0 | 1, today: string) => sql`(
  select min(substr(s.next_lifecycle_at, 1, 10)) from subscription s
  where s.sku_id = l.sku_id and ifnull(s.is_trial, 0) = ${isTrial} and ifnull(s.status, '') <> 'Deleted'
    and substr(s.next_lifecycle_at, 1, 10) >= ${today})`

/**
 * Who waits for a seat of each product and who is to come, and how many seats of it are kept, as the table
 * `asked`: what *By product* of the savings says.
 */
function askedFor(reader: Reader): Sql {
  const askedOf = readAsked(reader)
  const rows = reader.all(SkuId, sql`select sku_id from license`).map(({ sku_id }) => {
    const { waiting, joiners, reserve } = askedOf(sku_id)
    return { sku: sku_id, people: waiting + joiners, reserve }
  })
  return sql`asked (sku_id, people, reserve) as materialized (
    select value ->> 'sku', value ->> 'people', value ->> 'reserve' from json_each(${JSON.stringify(rows)}))`
}

const SkuId = z.object({ sku_id: z.string() })

const licensesSource: SourceFactory = ({ reader, clock }) => {
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  return smallSource({
    with: [productKinds(reader), askedFor(reader)],
    from: raw(`v_licenses l join kind_of on kind_of.sku_id = l.sku_id
      left join asked on asked.sku_id = l.sku_id and kind_of.kind = 'paid'`),
    key: [raw('l.sku_id')],
    columns: {
      ...licenseColumns,
      active_users_30d: measured('active_users_30d'),
      inactive_users_30d: measured('inactive_users_30d'),
      cost_year: seatCost(seats, raw('l.unit_price')),
      free_of_charge: raw(`(kind_of.kind in ('free', 'trial'))`),
      kind: raw('kind_of.kind'),
      bought_units: seats,
      unassigned_units: raw('max(l.available_units, 0)'),
      over_units: raw('max(-l.available_units, 0)'),
      reassignable_units: raw('max(l.available_units - asked.reserve, 0)'),
      needed_units: raw('asked.people + max(-l.available_units, 0)'),
      active_share: sql`round(100.0 * ${measured('active_users_30d')} / nullif(${seats}, 0), 1)`,
      next_renewal_date: nextDate(0, today),
      trial_until: nextDate(1, today),
      unused_cost_year: seatCost(
        sql`(max(l.available_units, 0) + iif(kind_of.kind = 'device', 0, min(l.inactive_users_30d, ${seats})))`,
        raw('l.unit_price'),
      ),
    },
    exact: ['sku_id'],
  })
}

export const licenses: ReportDefinition = {
  description: describe({
    name: 'licenses',
    title: 'Licenses',
    about: 'Every product of the tenant: seats bought, assigned, active and unassigned. Prices are your own.',
    columns: [
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      text('capability_status', 'Status'),
      count('enabled_units', 'Seats enabled'),
      count('warning_units', 'Seats in warning'),
      count('suspended_units', 'Seats suspended'),
      count('consumed_units', 'Assigned'),
      count('available_units', 'Available'),
      integer('assigned_users', 'Users'),
      integer('active_users_30d', 'Active in 30 days'),
      integer('inactive_users_30d', 'Inactive in 30 days'),
      money('unit_price', 'Price a month'),
      ...costColumns,
      flag('free_of_charge', 'Free of charge'),
      text('sku_id', 'Product ID'),
      text('kind', 'Kind'),
      count('bought_units', 'Bought'),
      count('unassigned_units', 'Unassigned'),
      count('over_units', 'Seats over-assigned'),
      count('reassignable_units', 'Reassignable now'),
      count('needed_units', 'Seats needed'),
      percent('active_share', 'Use (% active)'),
      date('next_renewal_date', 'Next renewal'),
      date('trial_until', 'Trial until'),
      money('unused_cost_year', 'Unused cost a year', { sums: true }),
    ],
    rowKey: ['sku_id'],
    defaultSort: { column: 'product_name', direction: 'asc' },
  }),
  sources: [
    { source: 'licenses', must: true },
    { source: 'activity', must: false, columns: activityColumns },
  ],
  whenEmpty: 'Every product of the tenant would be here. Run a sync to retrieve them.',
  rows: licensesSource,
}

const servicePlansSource: SourceFactory = () =>
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

export const servicePlans: ReportDefinition = {
  description: describe({
    name: 'service-plans',
    title: 'Service plans',
    about: 'What each product of the tenant is made of.',
    columns: [
      text('product_name', 'Product'),
      text('friendly_name', 'Service plan'),
      text('service_plan_name', 'Service plan name'),
      text('provisioning_status', 'Status'),
      text('applies_to', 'Applies to'),
      text('service_plan_id', 'Service plan ID'),
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['sku_id', 'service_plan_id'],
    defaultSort: { column: 'product_name', direction: 'asc' },
  }),
  sources: [{ source: 'licenses', must: true }],
  whenEmpty: 'The service plans of every product would be here. Run a sync to retrieve them.',
  rows: servicePlansSource,
}

const licenseHistorySource: SourceFactory = () =>
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
      warning_units: raw('l.warning_units'),
      sku_id: raw('l.sku_id'),
    },
    exact: ['sku_id'],
    total: sql`select count(*) as amount from license_day`,
  })

export const licenseHistory: ReportDefinition = {
  description: describe({
    name: 'license-history',
    title: 'License history',
    about: 'Seats bought and assigned per product on each day with a sync. It reaches back to the first one.',
    columns: [
      date('date', 'Date'),
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      integer('enabled_units', 'Seats'),
      integer('consumed_units', 'Assigned'),
      integer('warning_units', 'Seats in warning'),
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['date', 'sku_id'],
    defaultSort: { column: 'date', direction: 'desc' },
  }),
  sources: [{ source: 'licenses', must: true }],
  whenEmpty: 'Seats per day would be here. The first sync begins the history.',
  rows: licenseHistorySource,
}

/** Products for the whole company have no seats that a person could be given. */
const unusedSeatsSource: SourceFactory = ({ reader }) =>
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

export const unusedSeats: ReportDefinition = {
  description: describe({
    name: 'unused-seats',
    title: 'Unused seats',
    about:
      'Products with seats that are paid for and assigned to nobody, and what those seats cost. Products that are free of charge are left out.',
    columns: [
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      count('enabled_units', 'Seats'),
      count('consumed_units', 'Assigned'),
      count('available_units', 'Unassigned'),
      percent('available_share', 'Unassigned (% of seats)'),
      money('unit_price', 'Price a month'),
      ...costColumns,
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['sku_id'],
    defaultSort: { column: 'available_units', direction: 'desc' },
  }),
  sources: [{ source: 'licenses', must: true }],
  whenEmpty: 'Products with unassigned seats would be here. Every seat is assigned.',
  rows: unusedSeatsSource,
}
