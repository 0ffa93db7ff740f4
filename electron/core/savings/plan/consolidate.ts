import type { Money } from '../money/price.ts'

/** A product with the year's price of a seat, and which products it gives all of. */
export type PricedProduct = {
  readonly skuId: string
  readonly name: string
  readonly cost: Money
  readonly covers: (part: PricedProduct) => boolean
}

export type Consolidation = {
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
export function consolidate(
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
