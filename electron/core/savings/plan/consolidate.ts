import { type Contents, coverageOf } from '../products/coverage.ts'
import type { Ladder } from '../products/ladder.ts'

/** A product with what it gives and the year's price of a seat. */
export type PricedPlans = {
  readonly skuId: string
  readonly name: string
  readonly contents: Contents
  readonly cost: { readonly sum: number; readonly currency: string }
}

export type Consolidation = {
  readonly suite: PricedPlans
  readonly products: readonly PricedPlans[]
  /** What one person saves in a year. */
  readonly saving: number
}

/**
 * The suite that gives everything that some of a person's products give, for less than these cost together;
 * of several the one that saves most. Null where there is none.
 */
export function consolidate(
  ladder: Ladder,
  held: readonly PricedPlans[],
  suites: readonly PricedPlans[],
): Consolidation | null {
  const found = suites.flatMap((suite): Consolidation[] => {
    if (held.some(({ skuId }) => skuId === suite.skuId)) return []
    const products = held.filter(
      ({ contents, cost }) =>
        cost.currency === suite.cost.currency && coverageOf(ladder, contents, suite.contents) !== null,
    )
    const saving = products.reduce((sum, { cost }) => sum + cost.sum, 0) - suite.cost.sum
    return products.length > 1 && saving > 0 ? [{ suite, products, saving }] : []
  })
  return found.toSorted((a, b) => b.saving - a.saving)[0] ?? null
}
