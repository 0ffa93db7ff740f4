import type { Reader } from '../../database/ports.ts'
import { isValidOn, type Money, type Price, yearOf } from './price.ts'
import { readPrices } from './stored-prices.ts'

/**
 * What a year of one more seat of a product costs: the product's own price, else the dearest of its
 * subscriptions. Null without a price.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 */
export function productPrices(reader: Reader, day: string): (skuId: string | null) => Money | null {
  const prices = Map.groupBy(
    readPrices(reader).filter(price => isValidOn(price, day)),
    ({ skuId }) => skuId,
  )
  return skuId => priceOf(prices.get(skuId ?? '') ?? [])
}

function priceOf(prices: readonly Price[]): Money | null {
  const [dearest] = prices.toSorted((a, b) => yearOf(b) - yearOf(a))
  const found = prices.find(({ subscriptionId }) => subscriptionId === null) ?? dearest
  return found === undefined ? null : { sum: yearOf(found), currency: found.currency }
}
