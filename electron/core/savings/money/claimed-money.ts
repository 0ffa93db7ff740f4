import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { Product } from '../facts/products.ts'
import type { Target } from '../rules/downgrades.ts'
import { firstClaimed } from '../rules/judged-seats.ts'
import { rulePlace } from '../rules/match.ts'
import type { SavingsSettings } from '../settings.ts'
import { seatCosts, sumOfPlaces } from './seat-costs.ts'

/**
 * What nobody holds and what is held beyond the bought seats: `unassigned` is never below 0, and the seats
 * that are kept in reserve are taken off; `over` counts how many seats are missing.
 */
export function poolOf({ bought, consumed }: Product, reserve: number): { unassigned: number; over: number } {
  if (bought === null || consumed === null) return { unassigned: 0, over: 0 }
  const free = bought - consumed
  return { unassigned: Math.max(0, free - reserve), over: Math.max(0, -free) }
}

/** The products whose unassigned seats are money: paid ones, and devices that have a price. */
export const hasPool = ({ kind, isLive, cost }: Product): boolean =>
  isLive && (kind === 'paid' || (kind === 'device' && cost !== null && cost.sum > 0))

/**
 * Keeps the pools: P1 for unassigned seats, P2 for seats that are assigned beyond the bought ones. Pools of
 * different products never offset each other.
 */
export function storePools(
  writer: Writer,
  products: readonly Product[],
  settings: SavingsSettings,
  day: string,
): void {
  const rows = products.filter(hasPool).flatMap(product => {
    const { unassigned, over } = poolOf(product, settings.reserve[product.skuId] ?? 0)
    const costs = seatCosts(product.prices, product.subscriptions, product.bought ?? 0, day)
    const sum = costs === null ? null : sumOfPlaces(costs.tiers, unassigned)
    const pool = { sku: product.skuId, currency: costs?.currency ?? null }
    return [
      ...(unassigned > 0 ? [{ ...pool, rule: 'P1', seats: unassigned, cost: sum }] : []),
      // Of devices only what nobody holds is looked at.
      ...(over > 0 && product.kind === 'paid' ? [{ ...pool, rule: 'P2', seats: over, cost: null }] : []),
    ]
  })
  writer.script('delete from claim_pool')
  writer.run(sql`
    insert into claim_pool (sku_id, rule, seats, cost_year, currency)
    select pool.value ->> 'sku', pool.value ->> 'rule', pool.value ->> 'seats', pool.value ->> 'cost', pool.value ->> 'currency'
    from json_each(${JSON.stringify(rows)}) as pool
    where not (pool.value ->> 'rule' = 'P1' and exists (
      select 1 from exclusion where ended_at is null and sku_id = pool.value ->> 'sku' and user_id is null
        and upn_pattern is null and department is null and group_id is null and coalesce(rule, 'P1') = 'P1'
        and (valid_from is null or valid_from <= ${day}) and (valid_until is null or ${day} <= valid_until)
        and (review_on is null or ${day} <= review_on)))`)
}

/**
 * Gives each claim its money: the k-th seat of a product that nobody needs costs what its k-th dearest bought
 * seat does, nothing beyond the bought ones, and an unknown sum where that one has no price. Unassigned seats
 * come first, then the claims from certain to weak, then what is left out. A smaller product saves the
 * difference.
 */
export function priceClaims(
  writer: Writer,
  products: readonly Product[],
  targets: readonly Target[],
  settings: SavingsSettings,
  day: string,
): void {
  const tiers = products.flatMap(product => {
    const costs = seatCosts(product.prices, product.subscriptions, product.bought ?? 0, day)
    if (costs === null) return []
    let place = -poolOf(product, settings.reserve[product.skuId] ?? 0).unassigned
    const unpriced = (product.bought ?? 0) - costs.tiers.reduce((sum, { seats }) => sum + seats, 0)
    return [...costs.tiers, { seats: unpriced, cost: null }].map(({ seats, cost }) => {
      const first = place
      place += seats
      return { sku: product.skuId, first, end: place, cost, currency: costs.currency }
    })
  })
  writer.run(sql`
    with tier as materialized (
      select value ->> 'sku' as sku_id, value ->> 'first' as first_place, value ->> 'end' as end_place,
        value ->> 'cost' as cost, value ->> 'currency' as currency from json_each(${JSON.stringify(tiers)})),
    target as materialized (
      select distinct value ->> 'sku' as sku_id, value ->> 'cost' as cost, value ->> 'currency' as currency
      from json_each(${JSON.stringify(targets.map(({ skuId, cost }) => ({ sku: skuId, cost: cost.sum, currency: cost.currency })))})),
    ranked as materialized (
      select verdict.seat_id, pattern.sku_id, coalesce(open_best, hidden_best) % 10 = ${rulePlace('R8')} as is_smaller,
        verdict.target, row_number() over (
          partition by pattern.sku_id order by open_best is null, coalesce(open_best, hidden_best) / 10, verdict.seat_id
        ) - 1 as place
      from temp.verdict as verdict
      cross join temp.seat as seat on seat.seat_id = verdict.seat_id and seat.stands >= ${firstClaimed}
      cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
      where pattern.sku_id in (select sku_id from tier)),
    priced as (
      select ranked.seat_id, ranked.is_smaller, iif(tier.sku_id is null, 0, tier.cost) as cost,
        (select currency from tier where tier.sku_id = ranked.sku_id limit 1) as currency,
        target.cost as target_cost, target.currency as target_currency
      from ranked
      left join tier on tier.sku_id = ranked.sku_id
        and ranked.place >= tier.first_place and ranked.place < tier.end_place
      left join target on target.sku_id = ranked.target and ranked.is_smaller)
    update temp.verdict as verdict set cost_year = known.cost, currency = iif(known.cost is null, null, known.currency)
    from (
      select seat_id, currency, case when not is_smaller then cost
        when target_currency = currency then max(0, cost - target_cost) end as cost
      from priced) as known
    where known.seat_id = verdict.seat_id`)
}
