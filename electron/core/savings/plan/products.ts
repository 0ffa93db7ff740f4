import { z } from 'zod'
import type { PlanAnswer, PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { wireMoney, wireSums } from '../answers/wire-money.ts'
import type { Product } from '../facts/products.ts'
import { hasPool, poolOf } from '../money/claimed-money.ts'
import type { Money } from '../money/price.ts'
import { type Reducible, reduceSubscriptions, seatCosts, sumOfPlaces } from '../money/seat-costs.ts'
import { readSavingsSettings } from '../verdicts.ts'
import { isSure, type PlanClaim } from './claims.ts'
import type { PlannedMove } from './moves.ts'
import { buyOfMoves, type SeatChanges, seatChanges, seatsToBuy } from './seat-changes.ts'

const Decided = z.object({ user_id: z.string(), sku_id: z.string() })
const Pool = z.object({ sku_id: z.string(), seats: z.int() })

/** What a plan starts from: the claims of today, and those that stay with its days, without what it gives. */
export type PlanClaims = {
  readonly today: readonly PlanClaim[]
  readonly given: readonly PlanClaim[]
  readonly kept: readonly PlanClaim[]
}

type Figure = { seats: number; money: Money[] }
const wire = ({ seats, money }: Figure) => ({ seats, money: wireSums(money) })

/**
 * Of each product that changes: its seats, what a year of seats costs that nobody seems to need, and what can
 * leave the bill by when, before and after; with the sum of the exposure over all products.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 */
export function productAnswers(
  reader: Reader,
  plan: PlanInput,
  world: { products: ReadonlyMap<string, Product>; nameOf: (skuId: string) => string },
  moves: readonly PlannedMove[],
  claims: PlanClaims,
  day: string,
): Pick<PlanAnswer, 'products' | 'exposure'> & { readonly buys: readonly number[] } {
  const known = readSavingsSettings(reader).reserve
  const decided = readDecided(reader)
  const seats = seatChanges(moves, claims.given, (userId, skuId) => decided.get(skuId)?.has(userId) ?? false)
  const changes = readChanges(reader, claims, seats, decided)
  const toBuy = (skuId: string) =>
    seatsToBuy(
      world.products.get(skuId) ?? null,
      seats.added.get(skuId) ?? 0,
      seats.freed.get(skuId) ?? 0,
      plan.reserve?.[skuId] ?? known[skuId] ?? 0,
    )
  const rows = [...world.products.values()].map(product => {
    const change = changes(product)
    const reserve = known[product.skuId] ?? 0
    const planned = plan.reserve?.[product.skuId] ?? reserve
    const isLeftOut = change.pool === 0 && poolOf(product, reserve).unassigned > 0
    const exposed = (consumed: number | null, kept: readonly PlanClaim[], held: number) =>
      exposureOf({ ...product, consumed }, kept, isLeftOut ? null : held, day)
    return {
      ...change,
      product,
      reserve: planned,
      exposureBefore: exposed(product.consumed, change.today, reserve),
      exposureAfter: exposed(change.after, change.kept, planned),
    }
  })
  const sum = (figures: readonly Figure[]) =>
    wire({
      seats: figures.reduce((total, { seats }) => total + seats, 0),
      money: figures.flatMap(({ money }) => money),
    })
  return {
    buys: buyOfMoves(moves, seats, toBuy),
    products: rows
      .filter(({ isTouched }) => isTouched)
      .map(row => ({
        skuId: row.product.skuId,
        name: world.nameOf(row.product.skuId),
        bought: row.product.bought,
        before: row.before,
        after: row.after,
        buy: toBuy(row.product.skuId),
        exposureBefore: wire(row.exposureBefore),
        exposureAfter: wire(row.exposureAfter),
        byDate: datesOf(row.product, plan, ...givenOf(row)),
      }))
      .concat(newProducts(world, seats, toBuy)),
    exposure: {
      before: sum(rows.map(row => row.exposureBefore)),
      after: sum(rows.map(row => row.exposureAfter)),
    },
  }
}

/** Products that the tenant does not have and would have to buy. */
function newProducts(
  { products, nameOf }: { products: ReadonlyMap<string, Product>; nameOf: (skuId: string) => string },
  { added }: SeatChanges,
  toBuy: (skuId: string) => number,
): PlanAnswer['products'] {
  const nothing = { seats: 0, money: [] }
  return [...added]
    .filter(([skuId, seats]) => seats > 0 && !products.has(skuId))
    .map(([skuId, seats]) => ({
      skuId,
      name: nameOf(skuId),
      bought: 0,
      before: 0,
      after: seats,
      buy: toBuy(skuId),
      exposureBefore: nothing,
      exposureAfter: nothing,
      byDate: [],
    }))
}

type Change = {
  /** Assigned seats before and after. */
  readonly before: number
  readonly after: number
  /** Certain and strong claims. */
  readonly today: readonly PlanClaim[]
  readonly kept: readonly PlanClaim[]
  readonly decided: number
  /** Seats that the plan frees beside the decided ones, less those that it needs. */
  readonly leaving: number
  /** Unassigned seats as they are counted today. */
  readonly pool: number
  readonly isTouched: boolean
}

function readChanges(
  reader: Reader,
  claims: PlanClaims,
  { freed, freedAnew, added }: SeatChanges,
  decided: ReadonlyMap<string, ReadonlySet<string>>,
) {
  const pools = new Map(
    reader
      .all(Pool, sql`select sku_id, seats from claim_pool where rule = 'P1'`)
      .map(row => [row.sku_id, row.seats]),
  )
  const today = Map.groupBy(claims.today.filter(isSure), ({ skuId }) => skuId)
  const kept = Map.groupBy(claims.kept.filter(isSure), ({ skuId }) => skuId)
  return ({ skuId, consumed }: Product): Change => {
    const before = consumed ?? 0
    const own = { today: today.get(skuId) ?? [], kept: kept.get(skuId) ?? [] }
    return {
      ...own,
      before,
      after: before + (added.get(skuId) ?? 0) - (freed.get(skuId) ?? 0),
      decided: Math.min(decided.get(skuId)?.size ?? 0, before),
      leaving: (freedAnew.get(skuId) ?? 0) - (added.get(skuId) ?? 0),
      pool: pools.get(skuId) ?? 0,
      isTouched: freed.has(skuId) || added.has(skuId) || own.today.length !== own.kept.length,
    }
  }
}

/** Seats that leave for certain and those that could, before and after: free, decided, undecided. */
function givenOf(row: Change & { product: Product; reserve: number }): [Given, Given] {
  const free = (row.product.enabled ?? 0) - row.before - row.reserve
  const open = (list: readonly PlanClaim[]) => list.filter(({ isDecided }) => !isDecided).length
  return [
    { firm: free + row.decided, open: open(row.today) },
    { firm: free + row.decided + row.leaving, open: open(row.kept) },
  ]
}

/** By product, whose seats were decided to be removed or replaced. */
function readDecided(reader: Reader): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = reader.all(
    Decided,
    sql`select claim.user_id, claim.sku_id from claim join decision on decision.user_id = claim.user_id
      and decision.sku_id = claim.sku_id and decision.withdrawn_at is null
      and decision.decision in ('remove', 'downgrade')`,
  )
  return new Map(
    [...Map.groupBy(rows, ({ sku_id }) => sku_id)].map(([skuId, own]) => [
      skuId,
      new Set(own.map(({ user_id }) => user_id)),
    ]),
  )
}

/**
 * Unassigned seats and sure claims of a product at the prices of its dearest seats; a smaller product
 * leaves the difference.
 *
 * @param reserve seats that stay unassigned on purpose; null where unassigned seats are left out
 */
function exposureOf(
  product: Product,
  claims: readonly PlanClaim[],
  reserve: number | null,
  day: string,
): Figure {
  const unassigned = hasPool(product) && reserve !== null ? poolOf(product, reserve).unassigned : 0
  const seats = unassigned + claims.length
  const costs = seatCosts(product.prices, product.subscriptions, product.bought ?? 0, day)
  if (costs === null) return { seats, money: [] }
  const smaller = claims.filter(({ targetSkuId }) => targetSkuId !== null)
  const sum =
    sumOfPlaces(costs.tiers, seats - smaller.length) +
    smaller.reduce((total, { cost }) => total + (cost?.sum ?? 0), 0)
  return { seats, money: [{ sum, currency: costs.currency }] }
}

type Given = { readonly firm: number; readonly open: number }

/** What can leave each subscription on its day: firm seats first, then those nobody has decided about. */
function datesOf(product: Product, plan: PlanInput, before: Given, after: Given) {
  const subscriptions = product.subscriptions.map(one => ({
    ...one,
    minLicenses: plan.floors[one.subscriptionId] ?? one.minLicenses,
  }))
  const reduce = ({ firm, open }: Given) => {
    const first = reduceSubscriptions(product.prices, subscriptions, Math.max(0, firm))
    const taken = new Map(first.map(({ subscriptionId, seats }) => [subscriptionId, seats]))
    const more = Math.max(0, firm + open) - Math.max(0, firm)
    const then = reduceSubscriptions(product.prices, subscriptions, more, taken)
    return { firm: bySubscription(first), open: bySubscription(then) }
  }
  const [now, then] = [reduce(before), reduce(after)]
  return subscriptions
    .filter(({ nextDay }) => plan.horizon === null || nextDay === null || nextDay <= plan.horizon)
    .map(({ subscriptionId, nextDay }) => ({
      subscriptionId,
      day: nextDay,
      before: figureOf(now.firm.get(subscriptionId)),
      after: figureOf(then.firm.get(subscriptionId)),
      openBefore: figureOf(now.open.get(subscriptionId)),
      openAfter: figureOf(then.open.get(subscriptionId)),
    }))
    .filter(({ before, after, openBefore, openAfter }) =>
      [before, after, openBefore, openAfter].some(({ seats }) => seats > 0),
    )
    .toSorted((a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999'))
}

const bySubscription = (rows: readonly Reducible[]) => new Map(rows.map(row => [row.subscriptionId, row]))

const figureOf = (row: Reducible | undefined) => ({
  seats: row?.seats ?? 0,
  money: row?.money == null ? [] : [wireMoney(row.money)],
})
