import { z } from 'zod'
import type { PlanAnswer, PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { moneyOf, wireSums } from '../answers/wire-money.ts'
import type { Product } from '../facts/products.ts'
import { hasPool, poolOf } from '../money/claimed-money.ts'
import type { Money } from '../money/price.ts'
import { readPricesOfDays } from '../money/product-prices.ts'
import { readGivenUp } from '../money/reductions.ts'
import { seatCosts, sumOfPlaces } from '../money/seat-costs.ts'
import { readSavingsSettings } from '../verdicts.ts'
import { type DateFacts, datesOf } from './by-date.ts'
import { isSure, type PlanClaim } from './claims.ts'
import { readDecidedSeats } from './leaving.ts'
import type { PlannedMove, PlanWorld } from './moves.ts'
import { buyOfMoves, type SeatChanges, seatChanges, seatsToBuy } from './seat-changes.ts'

/** What a plan starts from: the claims of today, and those that stay with its days, without what it gives. */
export type PlanClaims = {
  readonly today: readonly PlanClaim[]
  readonly given: readonly PlanClaim[]
  readonly kept: readonly PlanClaim[]
}

/** What the products' answers start from, whatever the plan. */
export type ProductFacts = DateFacts & {
  /** Unassigned seats that count as not needed, by product. */
  readonly pools: ReadonlyMap<string, Figure>
  /** Seats in reserve by the settings. */
  readonly reserve: Readonly<Record<string, number>>
}

const Pool = z.object({
  sku_id: z.string(),
  seats: z.int(),
  cost_year: z.int().nullable(),
  currency: z.string().nullable(),
})

export function readProductFacts(reader: Reader): ProductFacts {
  const priceOn = readPricesOfDays(reader)
  const pools = reader.all(
    Pool,
    sql`select sku_id, seats, cost_year, currency from claim_pool where rule = 'P1'`,
  )
  return {
    priceOn,
    givenUp: readGivenUp(reader, priceOn),
    decided: readDecidedSeats(reader),
    pools: new Map(
      pools.map(({ sku_id, seats, cost_year, currency }) => {
        const money = moneyOf(cost_year, currency)
        return [sku_id, { seats, money: money === null ? [] : [money] }]
      }),
    ),
    reserve: readSavingsSettings(reader).reserve,
  }
}

type Figure = { readonly seats: number; readonly money: readonly Money[] }
const nothing: Figure = { seats: 0, money: [] }
const wire = ({ seats, money }: Figure) => ({ seats, money: wireSums(money) })

/**
 * Of each product that changes: its seats, what a year of seats costs that nobody seems to need, and what can
 * leave the bill by when, before and after; with the sum of the exposure over all products.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 */
export function productAnswers(
  plan: PlanInput,
  world: PlanWorld & { readonly facts: ProductFacts },
  moves: readonly PlannedMove[],
  claims: PlanClaims,
  day: string,
): Pick<PlanAnswer, 'products' | 'exposure'> & { readonly buys: readonly number[] } {
  const { facts } = world
  const seats = seatChanges(moves, claims.given)
  const reserveOf = (skuId: string) => {
    const before = facts.reserve[skuId] ?? 0
    return { before, after: plan.reserve?.[skuId] ?? before }
  }
  const toBuy = (skuId: string) =>
    seatsToBuy(
      world.products.get(skuId) ?? null,
      seats.added.get(skuId) ?? 0,
      seats.freed.get(skuId) ?? 0,
      reserveOf(skuId).after,
    )
  const changeOf = changes(facts, plan, claims, seats, reserveOf, day)
  const dates = datesOf(facts, { ...claims, moves, seats }, plan)
  const rows = [...world.products.values()].map(product => ({ product, ...changeOf(product) }))
  const sum = (figures: readonly Figure[]) =>
    wire({
      seats: figures.reduce((total, figure) => total + figure.seats, 0),
      money: figures.flatMap(({ money }) => money),
    })
  return {
    buys: buyOfMoves(moves, seats, toBuy),
    products: rows
      .filter(({ isTouched }) => isTouched)
      .map(({ product, before, after, exposureBefore, exposureAfter }) => ({
        skuId: product.skuId,
        name: world.nameOf(product.skuId),
        bought: product.bought,
        before,
        after,
        buy: toBuy(product.skuId),
        exposureBefore: wire(exposureBefore),
        exposureAfter: wire(exposureAfter),
        byDate: dates(product, reserveOf(product.skuId)),
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
  { products, nameOf }: PlanWorld,
  { added }: SeatChanges,
  toBuy: (skuId: string) => number,
): PlanAnswer['products'] {
  return [...added]
    .filter(([skuId, seats]) => seats > 0 && !products.has(skuId))
    .map(([skuId, seats]) => ({
      skuId,
      name: nameOf(skuId),
      bought: 0,
      before: 0,
      after: seats,
      buy: toBuy(skuId),
      exposureBefore: wire(nothing),
      exposureAfter: wire(nothing),
      byDate: [],
    }))
}

type Change = {
  /** Assigned seats before and after. */
  readonly before: number
  readonly after: number
  readonly exposureBefore: Figure
  readonly exposureAfter: Figure
  readonly isTouched: boolean
}

/** Before, the exposure is that of the verdicts; a product that a plan leaves alone keeps it. */
function changes(
  { pools }: ProductFacts,
  { floors }: PlanInput,
  claims: PlanClaims,
  { freed, added }: SeatChanges,
  reserveOf: (skuId: string) => { before: number; after: number },
  day: string,
): (product: Product) => Change {
  const todayOf = Map.groupBy(claims.today.filter(isSure), ({ skuId }) => skuId)
  const keptOf = Map.groupBy(claims.kept.filter(isSure), ({ skuId }) => skuId)
  return product => {
    const { skuId, consumed, subscriptions } = product
    const [today, kept] = [todayOf.get(skuId) ?? [], keptOf.get(skuId) ?? []]
    const before = consumed ?? 0
    const after = before + (added.get(skuId) ?? 0) - (freed.get(skuId) ?? 0)
    const reserve = reserveOf(skuId)
    const pool = pools.get(skuId)
    const exposureBefore = {
      seats: (pool?.seats ?? 0) + today.length,
      money: [...(pool?.money ?? []), ...today.flatMap(({ cost }) => cost ?? [])],
    }
    const isTouched =
      freed.has(skuId) ||
      added.has(skuId) ||
      today.length !== kept.length ||
      reserve.before !== reserve.after ||
      subscriptions.some(({ subscriptionId }) => floors[subscriptionId] !== undefined)
    if (!isTouched) return { before, after, exposureBefore, exposureAfter: exposureBefore, isTouched }
    // Unassigned seats that are left out today stay left out.
    const isLeftOut = pool === undefined && poolOf(product, reserve.before).unassigned > 0
    const unassigned =
      hasPool(product) && !isLeftOut ? poolOf({ ...product, consumed: after }, reserve.after).unassigned : 0
    return {
      before,
      after,
      exposureBefore,
      exposureAfter: exposureOf(product, kept, unassigned, day),
      isTouched,
    }
  }
}

/**
 * Unassigned seats and sure claims of a product at the prices of its dearest seats; a smaller product
 * leaves the difference.
 */
function exposureOf(product: Product, claims: readonly PlanClaim[], unassigned: number, day: string): Figure {
  const seats = unassigned + claims.length
  const costs = seatCosts(product.prices, product.subscriptions, product.bought ?? 0, day)
  if (costs === null) return { seats, money: [] }
  const smaller = claims.filter(({ targetSkuId }) => targetSkuId !== null)
  const sum =
    sumOfPlaces(costs.tiers, seats - smaller.length) +
    smaller.reduce((total, { cost }) => total + (cost?.sum ?? 0), 0)
  return { seats, money: [{ sum, currency: costs.currency }] }
}
