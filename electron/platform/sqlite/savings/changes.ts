import { z } from 'zod'
import { isCurrency } from '../../../contract/entry/currency.ts'
import type { Writer } from '../../../core/database/ports.ts'
import { sql } from '../../../core/database/sql.ts'
import { AppError } from '../../../core/errors.ts'
import { showPrices } from '../../../core/savings/choices/prices.ts'
import { priceScale } from '../../../core/savings/money/price.ts'
import { judgeAgain } from '../../../core/savings/verdicts.ts'
import { usageReports } from '../../../core/usage/catalogue/index.ts'
import { openWriter } from '../open.ts'

/**
 * Changes what a person decides about savings (prices, settings, exclusions, decisions) and judges every seat
 * again, all in one transaction. Call it under the connector's lock. Throws what the work throws, and what
 * opening the database throws.
 */
export function changeSavings<T>(file: string, work: (writer: Writer) => T): T {
  const writer = openWriter(file)
  try {
    return writer.transaction(() => {
      const done = work(writer)
      judgeAgain(writer, usageReports)
      return done
    })
  } finally {
    writer.close()
  }
}

/**
 * Writes something down about decisions that no verdict rests on. Call it under the connector's lock. Throws
 * what the work throws, and what opening the database throws.
 */
export function noteSavings<T>(file: string, work: (writer: Writer) => T): T {
  const writer = openWriter(file)
  try {
    return writer.transaction(() => work(writer))
  } finally {
    writer.close()
  }
}

/** What a seat costs in a month, in a currency of ISO 4217. */
export type Price = { amount: number; currency: string }

const Product = z.object({ skuId: z.string(), skuPartNumber: z.string(), productName: z.string() })
export type PricedProduct = z.infer<typeof Product>

/**
 * Sets or takes away the price of a product that the tenant has, for all its subscriptions that have none of
 * their own. The prices are the person's own: Microsoft Graph knows none.
 *
 * @param product its id or part number, in any case
 * @param at ISO 8601 UTC
 * @throws AppError `notFound` for a product that the tenant does not have, and what opening the database
 * throws.
 */
export function setProductPrice(
  file: string,
  product: string,
  price: Price | null,
  at: string,
): PricedProduct {
  return changeSavings(file, writer => {
    const found = writer.first(
      Product,
      sql`select sku_id as skuId, sku_part_number as skuPartNumber, product_name as productName from v_licenses
        where sku_id = lower(${product}) or lower(sku_part_number) = lower(${product}) limit 1`,
    )
    if (found === null) throw unknownProduct(product)
    if (price !== null && !isCurrency(price.currency)) throw unknownCurrency(price.currency)
    writer.run(sql`delete from price where sku_id = ${found.skuId} and subscription_id is null`)
    if (price !== null) {
      writer.run(sql`
        insert into price (sku_id, amount, currency, per, entered_at)
        values (${found.skuId}, ${Math.round(price.amount * priceScale)}, ${price.currency}, 'month', ${at})`)
    }
    showPrices(writer, at.slice(0, 10))
    return found
  })
}

function unknownCurrency(currency: string): AppError {
  return new AppError('badRequest', `"${currency}" is no currency.`, {
    fix: 'Use a code of ISO 4217, for instance EUR, USD or GBP.',
  })
}

function unknownProduct(product: string): AppError {
  return new AppError('notFound', `The tenant has no product "${product}".`, {
    fix: 'Use the part number or id that the report "licenses" shows.',
  })
}
