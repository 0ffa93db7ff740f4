import type { Reader } from '../../database/ports.ts'
import { isValidOn, type Money, type Price, yearOf } from './price.ts'
import { readPrices } from './stored-prices.ts'

/** What a year of one more seat of a product costs on a day, `YYYY-MM-DD`; null without a price. */
export type PriceOnDay = (skuId: string | null, day: string) => Money | null

/** A product's own price counts, else the dearest one of its subscriptions. */
export function readPricesOfDays(reader: Reader): PriceOnDay {
  const prices = Map.groupBy(readPrices(reader), ({ skuId }) => skuId)
  return (skuId, day) => priceOf((prices.get(skuId ?? '') ?? []).filter(price => isValidOn(price, day)))
}

/**
 * What a year of one more seat of a product costs on one day.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 */
export function productPrices(reader: Reader, day: string): (skuId: string | null) => Money | null {
  const priceOn = readPricesOfDays(reader)
  return skuId => priceOn(skuId, day)
}

function priceOf(prices: readonly Price[]): Money | null {
  const [dearest] = prices.toSorted((a, b) => yearOf(b) - yearOf(a))
  const found = prices.find(({ subscriptionId }) => subscriptionId === null) ?? dearest
  return found === undefined ? null : { sum: yearOf(found), currency: found.currency }
}
