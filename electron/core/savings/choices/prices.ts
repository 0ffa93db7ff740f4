import { z } from 'zod'
import { isCurrency } from '../../../contract/entry/currency.ts'
import { hiddenText } from '../../../contract/entry/made-up-names.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { isValidOn, overlaps, type Price, Price as PriceSchema, priceScale } from '../money/price.ts'
import { readPrices } from '../money/stored-prices.ts'

/**
 * Puts a list of prices in the place of the stored one: all of them or, where one cannot stand, none. A note
 * that was hidden stays as it is.
 *
 * @param day `YYYY-MM-DD`, whose prices the licenses show
 * @param enteredAt ISO 8601 UTC
 * @throws AppError `badRequest` for a price whose days overlap another one's of the same seats, or that
 * ends before it begins
 */
export function storePrices(writer: Writer, prices: readonly Price[], day: string, enteredAt: string): void {
  const parsed = prices.map(price => PriceSchema.parse(price))
  for (const [index, price] of parsed.entries()) {
    if (price.validFrom !== null && price.validTo !== null && price.validTo < price.validFrom) {
      throw refused('A price ends before it begins.')
    }
    const other = parsed.slice(index + 1).find(one => overlaps(price, one))
    if (other !== undefined) throw refused('Two prices are valid for the same seats on the same day.')
  }
  const stored = readPrices(writer)
  refuseUnknownCurrency(parsed, stored)
  const rows = parsed.map(price => ({ ...price, note: noteOf(price, stored) }))
  writer.script('delete from price')
  writer.run(sql`
    insert into price (sku_id, subscription_id, amount, currency, per, valid_from, valid_to, note, entered_at)
    select value ->> 'skuId', value ->> 'subscriptionId', value ->> 'amount', value ->> 'currency', value ->> 'per',
      value ->> 'validFrom', value ->> 'validTo', value ->> 'note', ${enteredAt}
    from json_each(${JSON.stringify(rows)})`)
  showPrices(writer, day)
}

/** A currency that was entered before it was looked at stays. */
function refuseUnknownCurrency(prices: readonly Price[], stored: readonly Price[]): void {
  const found = prices.find(
    ({ currency }) => !isCurrency(currency) && stored.every(one => one.currency !== currency),
  )
  if (found === undefined) return
  throw new AppError('badRequest', `"${found.currency}" is no currency.`, {
    fix: 'Use a code of ISO 4217, for instance EUR, USD or GBP.',
  })
}

function noteOf(price: Price, stored: readonly Price[]): string | null {
  if (price.note !== hiddenText) return price.note
  const own = stored.filter(
    ({ skuId, subscriptionId }) => skuId === price.skuId && subscriptionId === price.subscriptionId,
  )
  return (own.find(({ validFrom }) => validFrom === price.validFrom) ?? own[0])?.note ?? null
}

function refused(message: string): AppError {
  return new AppError('badRequest', message, {
    fix: 'End the earlier price on the day before the later one begins, and enter them again.',
  })
}

const monthsOf = { month: 1, year: 12, three_years: 36 } as const

/** Keeps the price of a seat and month that the licenses show: the product's own of a day. */
export function showPrices(writer: Writer, day: string): void {
  const shown = readPrices(writer)
    .filter(price => price.subscriptionId === null && isValidOn(price, day))
    .map(({ skuId, amount, per, currency }) => ({
      skuId,
      currency,
      price: amount / priceScale / monthsOf[per],
    }))
  writer.run(sql`update product_setting set unit_price = null, currency = null`)
  writer.run(sql`
    insert into product_setting (sku_id, unit_price, currency)
    select value ->> 'skuId', value ->> 'price', value ->> 'currency' from json_each(${JSON.stringify(shown)}) where true
    on conflict (sku_id) do update set unit_price = excluded.unit_price, currency = excluded.currency`)
}

/**
 * A product that a price can be entered for: one of the tenant's, or one that could take the place of
 * another.
 */
export type PricedProduct = { readonly skuId: string; readonly partNumber: string; readonly name: string }

const ProductRow = z.object({ sku_id: z.string(), part_number: z.string(), name: z.string() })

/**
 * Finds a product by its id, part number or exact name, whatever the letters' case; null when there is
 * none.
 */
export function findProduct(reader: Reader, text: string): PricedProduct | null {
  const wanted = text.trim().toLowerCase()
  const row = reader.first(
    ProductRow,
    sql`
    select sku_id, sku_part_number as part_number, product_name as name from v_licenses
    where ${wanted} in (sku_id, lower(sku_part_number), lower(product_name))
    union all
    select sku_id, string_id, display_name from product_name
    where ${wanted} in (sku_id, lower(string_id), lower(display_name)) limit 1`,
  )
  return row === null ? null : { skuId: row.sku_id, partNumber: row.part_number, name: row.name }
}
