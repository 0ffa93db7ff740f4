import { z } from 'zod'
import type { PlanAnswer, PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { wireMoney } from '../answers/wire-money.ts'
import { type Product, shippedPlans } from '../facts/products.ts'
import type { Money } from '../money/price.ts'
import { productPrices } from '../money/product-prices.ts'
import { readPrices } from '../money/stored-prices.ts'
import { type Contents, contentsOf, coverageOf } from '../products/coverage.ts'
import { readLadder } from '../products/own-rungs.ts'
import type { PlannedMove, PlanWorld } from './moves.ts'
import { isInPlaces } from './scope.ts'

/** Users who hold the same products beside each other, in one department and country. */
export type Holding = {
  /** Ids of the products with blanks between them, in the order of the ids. */
  readonly skus: string
  readonly department: string | null
  readonly country: string | null
  readonly people: number
}

const Row = z.object({
  skus: z.string(),
  department: z.string().nullable(),
  country: z.string().nullable(),
  people: z.int(),
})

/**
 * Everybody who holds more than one product, by what they hold and where they work.
 *
 * @param groupId only the members of this group, by what it licenses; null for everybody
 */
export function readHoldings(reader: Reader, groupId: string | null): Holding[] {
  const group = groupId?.toLowerCase() ?? null
  // The rows are in the order of the primary key, so that the same products make the same text.
  return reader.all(
    Row,
    sql`select held.skus, user.department, user.country, count(*) as people
      from (
        select user_id, group_concat(sku_id, ' ') as skus, count(*) as products
        from assigned_license group by user_id) as held
      join user on user.user_id = held.user_id
      where held.products > 1 and (${group} is null or held.user_id in (
        select user_id from license_state where group_id = ${group}))
      group by held.skus, user.department, user.country`,
  )
}

/** A product as a part of a suite, or as the suite: what it gives, and its stored price of a year. */
type Candidate = {
  readonly skuId: string
  readonly name: string
  readonly contents: Contents
  readonly cost: Money | null
}

/** What can be held for less, whatever a plan's scope and prices. */
export type Suites = {
  /** Products that users can hold, and those that nobody has and somebody entered a price for. */
  readonly held: ReadonlyMap<string, Candidate>
  readonly shipped: readonly Candidate[]
  /** The products of which a suite gives all that they give; each suite is compared with them once. */
  readonly coveredBy: (suite: Candidate) => ReadonlySet<string>
}

/** @param day `YYYY-MM-DD`, whose prices count */
export function readSuites(reader: Reader, { products, nameOf }: PlanWorld, day: string): Suites {
  const priceOf = productPrices(reader, day)
  const held = [...products.values()]
    .filter(({ kind, isLive }) => kind === 'paid' && isLive)
    .map(({ skuId, plans, cost }): [string, Candidate] => [
      skuId,
      { skuId, name: nameOf(skuId), contents: contentsOf(plans), cost },
    ])
  const ladder = readLadder(reader)
  const known = new Map<string, ReadonlySet<string>>()
  return {
    held: new Map(held),
    shipped: shippedSuites(reader, products, nameOf, priceOf),
    coveredBy: suite => {
      const before = known.get(suite.skuId)
      if (before !== undefined) return before
      const parts = held.filter(([, part]) => coverageOf(ladder, part.contents, suite.contents) !== null)
      const found = new Set(parts.map(([skuId]) => skuId))
      known.set(suite.skuId, found)
      return found
    },
  }
}

/** Suites that the tenant does not have, and that somebody entered a price for. */
function shippedSuites(
  reader: Reader,
  products: ReadonlyMap<string, Product>,
  nameOf: (skuId: string) => string,
  priceOf: (skuId: string) => Money | null,
): Candidate[] {
  const priced = new Set(readPrices(reader).map(({ skuId }) => skuId))
  return [...priced]
    .filter(skuId => !products.has(skuId))
    .flatMap(skuId => {
      const named = reader.first(
        Shipped,
        sql`select string_id from product_name where sku_id = ${skuId} limit 1`,
      )
      const plans = named === null ? null : shippedPlans(reader, named.string_id)
      if (plans === null) return []
      return [{ skuId, name: nameOf(skuId), contents: contentsOf(plans.plans), cost: priceOf(skuId) }]
    })
}

const Shipped = z.object({ string_id: z.string() })

/**
 * Products that users of a plan's scope hold beside each other and that one suite with a price holds for
 * less. The plan's own prices take the place of the stored ones, and only what holds its product is looked
 * at where it is about one.
 */
export function consolidations(
  suites: Suites,
  holdings: readonly Holding[],
  { scope }: PlanInput,
  moves: readonly PlannedMove[],
): PlanAnswer['consolidation'] {
  const { parts, whole } = pricedProducts(suites, moves)
  const found = new Map<string, { best: Consolidation; people: number }>()
  for (const [skus, people] of peopleInScope(holdings, scope)) {
    const own = skus.split(' ').flatMap(skuId => parts.get(skuId) ?? [])
    const best = consolidate(own, whole, scope.skuId)
    if (best === null) continue
    const key = [best.suite, ...best.products].map(({ skuId }) => skuId).join(' ')
    found.set(key, { best, people: (found.get(key)?.people ?? 0) + people })
  }
  return [...found.values()]
    .map(({ best: { suite, products, saving }, people }) => ({
      suite: suite.name,
      products: products.map(({ name }) => name),
      people,
      perPerson: wireMoney({ currency: suite.cost.currency, sum: saving }),
      money: wireMoney({ currency: suite.cost.currency, sum: saving * people }),
    }))
    .toSorted((a, b) => b.money.amount - a.money.amount)
}

/** How many people of a scope hold which products. */
function peopleInScope(holdings: readonly Holding[], scope: PlanInput['scope']): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const holding of holdings)
    if (isInPlaces(holding, scope)) found.set(holding.skus, (found.get(holding.skus) ?? 0) + holding.people)
  return found
}

/** The products with the prices that count for a plan; free ones and those without a price are in neither. */
function pricedProducts({ held, shipped, coveredBy }: Suites, moves: readonly PlannedMove[]) {
  const planned = new Map(
    moves.flatMap(({ move: { target, plannedCost } }) =>
      plannedCost === null ? [] : [[target.skuId, { target, plannedCost }] as const],
    ),
  )
  const known = [...held.values(), ...shipped]
  const others = [...planned.values()]
    .filter(({ target }) => known.every(({ skuId }) => skuId !== target.skuId))
    .map(({ target: { skuId, name, plans } }) => ({ skuId, name, contents: contentsOf(plans), cost: null }))
  const priced = (candidate: Candidate): PricedProduct[] => {
    const cost = planned.get(candidate.skuId)?.plannedCost ?? candidate.cost
    if (cost === null || cost.sum === 0) return []
    const { skuId, name } = candidate
    return [{ skuId, name, cost, covers: part => coveredBy(candidate).has(part.skuId) }]
  }
  return {
    parts: new Map([...held.values()].flatMap(priced).map(product => [product.skuId, product])),
    whole: [...known, ...others].flatMap(priced),
  }
}

/** A product with the year's price of a seat, and which products it gives all of. */
type PricedProduct = {
  readonly skuId: string
  readonly name: string
  readonly cost: Money
  readonly covers: (part: PricedProduct) => boolean
}

type Consolidation = {
  readonly suite: PricedProduct
  readonly products: readonly PricedProduct[]
  /** What one person saves in a year. */
  readonly saving: number
}

/**
 * The suite that gives everything that some of a person's products give, for less than these cost together;
 * of several the one that saves most. Null where there is none.
 *
 * @param wanted a product that has to be among those whose place the suite takes; any with null
 */
function consolidate(
  held: readonly PricedProduct[],
  suites: readonly PricedProduct[],
  wanted: string | null,
): Consolidation | null {
  if (wanted !== null && held.every(({ skuId }) => skuId !== wanted)) return null
  const found = suites.flatMap((suite): Consolidation[] => {
    if (held.some(({ skuId }) => skuId === suite.skuId)) return []
    const products = held.filter(part => part.cost.currency === suite.cost.currency && suite.covers(part))
    if (wanted !== null && products.every(({ skuId }) => skuId !== wanted)) return []
    const saving = products.reduce((sum, { cost }) => sum + cost.sum, 0) - suite.cost.sum
    return products.length > 1 && saving > 0 ? [{ suite, products, saving }] : []
  })
  return found.toSorted((a, b) => b.saving - a.saving)[0] ?? null
}
