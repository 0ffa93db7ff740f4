import { z } from 'zod'
import type { NextRenewal, ProductSeats } from '../../../contract/insight/overview.ts'
import { sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { productKinds } from '../../reports/query/products.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import { countedRows } from '../figure.ts'

const Product = z.object({
  sku_id: z.string(),
  product_name: z.string(),
  bought: z.int(),
  assigned_users: z.int(),
  active_users_30d: z.int().nullable(),
  over: z.int(),
})

/** More bars than these nobody compares at a glance; the screen Licenses has them all. */
const maxProducts = 8
const maxRenewals = 3

/** The paid products with the most seats. */
export function readProducts({ reader }: InsightContext): ProductSeats[] {
  const products = reader.all(
    Product,
    sql`with ${productKinds(reader)}
      select sku_id, product_name, enabled_units + warning_units as bought, assigned_users, active_users_30d,
        max(-available_units, 0) as over
      from v_licenses l join kind_of using (sku_id) where kind_of.kind = 'paid' and available_units is not null
      order by max(bought, assigned_users) desc, product_name limit ${maxProducts}`,
  )
  return products.map(({ sku_id, product_name, assigned_users, active_users_30d, ...seats }) => ({
    skuId: sku_id,
    name: product_name,
    assigned: countedRows(assigned_users, { report: 'seats', where: { sku_id } }),
    active: active_users_30d,
    ...seats,
  }))
}

const Renewal = z.object({
  sku_id: z.string().nullable(),
  product_name: z.string().nullable(),
  total_licenses: z.int().nullable(),
  next_lifecycle_at: z.string(),
})

/** The next changes of state of paid subscriptions. */
export function readRenewals({ reader, now }: InsightContext): NextRenewal[] {
  const today = new Date(now).toISOString().slice(0, 10)
  const renewals = reader.all(
    Renewal,
    sql`with ${productKinds(reader)}
      select renewal.sku_id, renewal.product_name, renewal.total_licenses, renewal.next_lifecycle_at
      from v_renewals renewal left join kind_of product on product.sku_id = renewal.sku_id
      where renewal.next_lifecycle_at >= ${today} and ifnull(renewal.status, '') <> 'Deleted'
        and ifnull(renewal.is_trial, 0) = 0 and ifnull(product.kind, 'paid') = 'paid'
      order by renewal.next_lifecycle_at, renewal.product_name limit ${maxRenewals}`,
  )
  return renewals.map(({ sku_id, product_name, total_licenses, next_lifecycle_at: at }) => ({
    skuId: sku_id,
    name: product_name ?? '',
    seats: total_licenses,
    at,
    daysLeft: daysBetween(today, at.slice(0, 10)),
  }))
}
