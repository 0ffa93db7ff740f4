import { z } from 'zod'
import { ProductPage } from '../../contract/pages/product.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import type { InsightContext } from '../reports/ports.ts'
import { productKinds } from '../reports/query/products.ts'
import { failedAssignments } from '../savings/assignment-errors.ts'
import { seatsForOthers } from '../savings/by-product/demand.ts'
import { readPlans } from './plans.ts'

/** All of the page but its lists. */
const Numbers = ProductPage.omit({ seatsForOthers: true, history: true, ways: true, plans: true })
const Day = ProductPage.shape.history.element
const Way = ProductPage.shape.ways.element.omit({ failed: true })
const Failed = z.object({
  group_id: z.string(),
  error: z.string(),
  users: z.int(),
  processed_at: z.string().nullable(),
})

/**
 * Everything about one product for its page. The users who hold it are in the report of assignments.
 *
 * @param product its id or part number
 * @returns null when the tenant does not have it
 */
export function readProduct(context: InsightContext, product: string): ProductPage | null {
  const { reader } = context
  const numbers = readNumbers(context, product)
  if (numbers === null) return null
  return {
    ...numbers,
    seatsForOthers: seatsForOthers(reader, numbers.skuId, new Date(context.now).toISOString().slice(0, 10)),
    history: readHistory(reader, numbers.skuId),
    ways: readWays(reader, numbers.skuId),
    plans: readPlans(context, numbers.skuId),
  }
}

function readNumbers({ reader, now }: InsightContext, product: string): z.infer<typeof Numbers> | null {
  const today = new Date(now).toISOString().slice(0, 10)
  const nextDate = (isTrial: 0 | 1) => sql`(
    select min(substr(next_lifecycle_at, 1, 10)) from v_renewals as renewal
    where renewal.sku_id = product.sku_id and ifnull(renewal.is_trial, 0) = ${isTrial}
      and substr(next_lifecycle_at, 1, 10) >= ${today})`
  return reader.first(
    Numbers,
    sql`with ${productKinds(reader)}
    select
      product.sku_id as skuId, product.sku_part_number as partNumber, product_name as productName,
      product.capability_status as status, product.enabled_units as enabled, product.warning_units as warning,
      product.suspended_units as suspended, license.locked_out_units as lockedOut,
      product.consumed_units as consumed, available_units as available, assigned_users as assignedUsers,
      iif(kind_of.kind = 'device', null, active_users_30d) as activeUsers,
      iif(kind_of.kind = 'device', null, inactive_users_30d) as inactiveUsers,
      unit_price as unitPrice, currency, kind_of.kind,
      ${nextDate(0)} as nextRenewal, ${nextDate(1)} as trialUntil
    from v_licenses as product join license on license.sku_id = product.sku_id
    join kind_of on kind_of.sku_id = product.sku_id
    where product.sku_id = lower(${product}) or lower(product.sku_part_number) = lower(${product})
    limit 1`,
  )
}

/** Bought seats with those in grace, as everywhere; of days before those were kept, nobody knows them. */
function readHistory(reader: Reader, skuId: string): ProductPage['history'] {
  return reader.all(
    Day,
    sql`select date, enabled_units + warning_units as bought, consumed_units as assigned
      from v_license_history where sku_id = ${skuId} order by date`,
  )
}

/**
 * Users by the way the product comes to them. A user who has it twice counts for both ways, and is the only
 * one of neither.
 */
function readWays(reader: Reader, skuId: string): ProductPage['ways'] {
  const failed = reader.all(
    Failed,
    sql`select group_id, error, users, processed_at from ${failedAssignments}
      where sku_id = ${skuId} order by users desc, error`,
  )
  const ways = reader.all(
    Way,
    sql`
    with way as materialized (
      select user_id, nullif(ifnull(group_id, ''), '') as group_id, state from v_license_assignments where sku_id = ${skuId}
    ), several as (
      select user_id from way group by user_id having count(*) > 1
    )
    select
      group_id as groupId,
      sum(ifnull(state, 'Active') <> 'Error') as users,
      sum(ifnull(state, 'Active') <> 'Error' and user_id not in (select user_id from several)) as onlyWay
    from way group by group_id order by users desc, group_id`,
  )
  return ways.map(way => ({
    ...way,
    failed: failed
      .filter(({ group_id }) => group_id === (way.groupId ?? ''))
      .map(({ error, users, processed_at }) => ({
        error: error === '' ? null : error,
        users,
        processedAt: processed_at,
      })),
  }))
}
