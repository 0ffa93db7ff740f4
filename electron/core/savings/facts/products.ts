import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { isValidOn, type Price, yearOf } from '../money/price.ts'
import type { Subscription } from '../money/seat-costs.ts'
import { readPrices } from '../money/stored-prices.ts'
import type { Plan } from '../products/plan-kinds.ts'
import { type ProductKind, productKind } from '../products/product-kind.ts'

/** A product of the tenant as the rules see it. */
export type Product = {
  readonly skuId: string
  readonly partNumber: string
  readonly kind: ProductKind
  /** Whether it is in a state in which its seats can be judged; not where it is suspended or has ended. */
  readonly isLive: boolean
  /** Whether it goes on as it is: not where its subscription has ended and runs on for some days. */
  readonly isEnabled: boolean
  /** Usable and grace seats; null where Graph does not say. */
  readonly bought: number | null
  readonly consumed: number | null
  readonly enabled: number | null
  /** The plans that are for users and provisioned. */
  readonly plans: readonly Plan[]
  readonly prices: readonly Price[]
  /** A seat's year at the dearest price of the day; null without one. */
  readonly cost: { readonly sum: number; readonly currency: string } | null
  readonly subscriptions: readonly Subscription[]
}

const License = z.object({
  sku_id: z.string(),
  sku_part_number: z.string(),
  applies_to: z.string().nullable(),
  capability_status: z.string().nullable(),
  enabled_units: z.int().nullable(),
  warning_units: z.int().nullable(),
  consumed_units: z.int().nullable(),
})

const ended = new Set(['Suspended', 'LockedOut', 'Deleted'])

/**
 * Every product that the tenant lists.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 */
export function readProducts(reader: Reader, day: string): Product[] {
  const plans = readPlans(reader)
  const subscriptions = readSubscriptions(reader)
  const prices = Map.groupBy(readPrices(reader), ({ skuId }) => skuId)
  const licenses = reader.all(
    License,
    sql`select sku_id, sku_part_number, applies_to, capability_status, enabled_units, warning_units, consumed_units
      from license order by sku_id`,
  )
  return licenses.map(row => {
    const own = prices.get(row.sku_id) ?? []
    const bought = subscriptions.get(row.sku_id) ?? []
    const valid = own.filter(price => isValidOn(price, day))
    const [dearest] = valid.toSorted((a, b) => yearOf(b) - yearOf(a))
    return {
      skuId: row.sku_id,
      partNumber: row.sku_part_number,
      kind: productKind({
        partNumber: row.sku_part_number,
        appliesTo: row.applies_to,
        isOnTrial: isOnTrial(bought),
        price: priceOf(valid, bought),
      }),
      isLive: row.capability_status === null || !ended.has(row.capability_status),
      isEnabled: row.capability_status === null || row.capability_status === 'Enabled',
      bought: row.enabled_units === null ? null : row.enabled_units + (row.warning_units ?? 0),
      consumed: row.consumed_units,
      enabled: row.enabled_units,
      plans: plans.get(row.sku_id) ?? [],
      prices: own,
      cost: dearest === undefined ? null : { sum: yearOf(dearest), currency: dearest.currency },
      subscriptions: bought,
    }
  })
}

/**
 * What the dearest seat of a product costs by the prices of a day. A price of 0 for some of its subscriptions
 * alone says nothing of the others, which are bought perhaps.
 */
function priceOf(valid: readonly Price[], subscriptions: readonly Subscription[]): number | null {
  if (valid.length === 0) return null
  const dearest = Math.max(...valid.map(yearOf))
  const priced = new Set(valid.map(({ subscriptionId }) => subscriptionId))
  const isWhole =
    priced.has(null) || live(subscriptions).every(one => one.isTrial || priced.has(one.subscriptionId))
  return dearest > 0 || isWhole ? dearest : null
}

const live = (subscriptions: readonly Subscription[]) =>
  subscriptions.filter(({ status }) => status !== 'Deleted')

/** Deleted subscriptions say nothing any more, and without any nothing is known. */
function isOnTrial(subscriptions: readonly Subscription[]): boolean {
  const known = live(subscriptions)
  return known.length > 0 && known.every(({ isTrial }) => isTrial)
}

const PlanRow = z.object({
  sku_id: z.string(),
  service_plan_id: z.string(),
  service_plan_name: z.string(),
  friendly_name: z.string(),
})

function readPlans(reader: Reader): Map<string, Plan[]> {
  const rows = reader.all(
    PlanRow,
    sql`select plan.sku_id, plan.service_plan_id, plan.service_plan_name,
        coalesce(named.friendly_name, plan.service_plan_name) as friendly_name
      from license_plan as plan
      left join (
        select service_plan_id, max(friendly_name) as friendly_name from product_plan group by service_plan_id
      ) as named on named.service_plan_id = plan.service_plan_id
      where coalesce(plan.applies_to, 'User') = 'User' and coalesce(plan.provisioning_status, '') <> 'Disabled'
      order by plan.sku_id, plan.service_plan_name`,
  )
  return grouped(rows.map(row => [row.sku_id, planOf(row)] as const))
}

const planOf = (row: z.infer<typeof PlanRow>): Plan => ({
  id: row.service_plan_id,
  name: row.service_plan_name,
  friendlyName: row.friendly_name,
})

/** The plans of a product that the tenant need not have, from Microsoft's table. */
export function shippedPlans(reader: Reader, partNumber: string): { skuId: string; plans: Plan[] } | null {
  const rows = reader.all(
    PlanRow,
    sql`select plan.sku_id, plan.service_plan_id, plan.service_plan_name, plan.friendly_name
      from product_name join product_plan as plan on plan.sku_id = product_name.sku_id
      where product_name.string_id = ${partNumber} order by plan.service_plan_name`,
  )
  const [first] = rows
  return first === undefined ? null : { skuId: first.sku_id, plans: rows.map(planOf) }
}

const SubscriptionRow = z.object({
  sku_id: z.string(),
  subscription_id: z.string(),
  status: z.string().nullable(),
  total_licenses: z.int().nullable(),
  is_trial: z.int().nullable(),
  next_day: z.string().nullable(),
  min_licenses: z.int(),
})

export function readSubscriptions(reader: Reader): Map<string, Subscription[]> {
  const rows = reader.all(
    SubscriptionRow,
    sql`select coalesce(bought.sku_id, license.sku_id) as sku_id, bought.subscription_id, bought.status, bought.total_licenses, bought.is_trial,
        substr(bought.next_lifecycle_at, 1, 10) as next_day, coalesce(fact.min_licenses, 0) as min_licenses
      from subscription as bought
      left join subscription_fact as fact on fact.subscription_id = bought.subscription_id
      -- Some name their product by its part number alone.
      left join license on bought.sku_id is null and license.sku_part_number = bought.sku_part_number
      where coalesce(bought.sku_id, license.sku_id) is not null order by 1, bought.subscription_id`,
  )
  return grouped(
    rows.map(row => [
      row.sku_id,
      {
        subscriptionId: row.subscription_id,
        status: row.status,
        totalLicenses: row.total_licenses,
        isTrial: row.is_trial === 1,
        nextDay: row.next_day,
        minLicenses: row.min_licenses,
      },
    ]),
  )
}

function grouped<Value>(pairs: readonly (readonly [string, Value])[]): Map<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const [key, value] of pairs) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}
