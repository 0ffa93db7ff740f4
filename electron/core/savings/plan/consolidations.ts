import { z } from 'zod'
import type { PlanAnswer } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { wireMoney } from '../answers/wire-money.ts'
import { type Product, shippedPlans } from '../facts/products.ts'
import { isValidOn, yearOf } from '../money/price.ts'
import { readPrices } from '../money/stored-prices.ts'
import { contentsOf } from '../products/coverage.ts'
import { readLadder } from '../products/own-rungs.ts'
import { type Consolidation, consolidate, type PricedPlans } from './consolidate.ts'
import type { PlanWorld } from './moves.ts'

const Held = z.object({ skus: z.string(), people: z.int() })
const Shipped = z.object({ sku_id: z.string(), string_id: z.string(), name: z.string() })

/** Products that people hold beside each other and that one suite with a price holds for less. */
export function consolidations(
  reader: Reader,
  { products, nameOf }: PlanWorld,
  day: string,
): PlanAnswer['consolidation'] {
  const priced = new Map(
    [...products.values()].flatMap((product: Product) => {
      const { skuId, plans, cost, kind, isLive } = product
      if (cost === null || cost.sum === 0 || kind !== 'paid' || !isLive) return []
      return [[skuId, { skuId, name: nameOf(skuId), contents: contentsOf(plans), cost }] as const]
    }),
  )
  const suites = [...priced.values(), ...shippedSuites(reader, products, day)]
  const ladder = readLadder(reader)
  const found = new Map<string, { best: Consolidation; people: number }>()
  // The rows are in the order of the primary key, so that the same products make the same text.
  const held = reader.all(
    Held,
    sql`select skus, count(*) as people from (
        select group_concat(sku_id, ' ') as skus, count(*) as products
        from assigned_license group by user_id) where products > 1 group by skus`,
  )
  for (const { skus, people } of held) {
    const own = skus.split(' ').flatMap(skuId => priced.get(skuId) ?? [])
    const best = consolidate(ladder, own, suites)
    if (best === null) continue
    const key = [best.suite, ...best.products].map(({ skuId }) => skuId).join(' ')
    found.set(key, { best, people: (found.get(key)?.people ?? 0) + people })
  }
  return [...found.values()]
    .map(({ best: { suite, products: parts, saving }, people }) => ({
      suite: suite.name,
      products: parts.map(({ name }) => name),
      people,
      perPerson: wireMoney({ currency: suite.cost.currency, sum: saving }),
      money: wireMoney({ currency: suite.cost.currency, sum: saving * people }),
    }))
    .toSorted((a, b) => b.money.amount - a.money.amount)
}

/** Suites that the tenant does not have, and that somebody entered a price for. */
function shippedSuites(reader: Reader, products: ReadonlyMap<string, Product>, day: string): PricedPlans[] {
  return readPrices(reader)
    .filter(price => !products.has(price.skuId) && price.subscriptionId === null && isValidOn(price, day))
    .flatMap(price => {
      const named = reader.first(
        Shipped,
        sql`select sku_id, string_id, display_name as name from product_name where sku_id = ${price.skuId} limit 1`,
      )
      const plans = named === null ? null : shippedPlans(reader, named.string_id)
      if (named === null || plans === null) return []
      const cost = { sum: yearOf(price), currency: price.currency }
      return [{ skuId: price.skuId, name: named.name, contents: contentsOf(plans.plans), cost }]
    })
}
