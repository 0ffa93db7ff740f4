import { z } from 'zod'
import { sql } from '../../core/database/sql.ts'
import { AppError } from '../../core/errors.ts'
import { priceScale } from '../../core/savings/money/price.ts'
import { judgeAgain } from '../../core/savings/verdicts.ts'
import { usageReports } from '../../core/usage/catalogue/index.ts'
import { openWriter } from './open.ts'

/** What a seat costs in a month, in a currency of ISO 4217. */
export type Price = { amount: number; currency: string }

const Product = z.object({ skuId: z.string(), skuPartNumber: z.string(), productName: z.string() })
export type PricedProduct = z.infer<typeof Product>

/**
 * Sets or takes away the price of a product that the tenant has. The prices are the person's own: Microsoft
 * Graph knows none.
 *
 * @param product its id or part number, in any case
 * @throws AppError `notFound` for a product that the tenant does not have, and what opening the database
 * throws.
 */
export function setProductPrice(file: string, product: string, price: Price | null): PricedProduct {
  const writer = openWriter(file)
  try {
    return writer.transaction(() => {
      const found = writer.first(
        Product,
        sql`select sku_id as skuId, sku_part_number as skuPartNumber, product_name as productName from v_licenses
          where sku_id = lower(${product}) or lower(sku_part_number) = lower(${product}) limit 1`,
      )
      if (found === null) throw unknownProduct(product)
      writer.run(
        sql`insert into product_setting (sku_id, unit_price, currency)
          values (${found.skuId}, ${price?.amount ?? null}, ${price?.currency ?? null})
          on conflict (sku_id) do update set unit_price = excluded.unit_price, currency = excluded.currency`,
      )
      writer.run(sql`delete from price where sku_id = ${found.skuId} and subscription_id is null`)
      if (price !== null) {
        writer.run(sql`insert into price (sku_id, amount, currency, per, entered_at)
          values (${found.skuId}, ${Math.round(price.amount * priceScale)}, ${price.currency}, 'month',
            strftime('%Y-%m-%dT%H:%M:%SZ'))`)
      }
      judgeAgain(writer, usageReports)
      return found
    })
  } finally {
    writer.close()
  }
}

function unknownProduct(product: string): AppError {
  return new AppError('notFound', `The tenant has no product "${product}".`, {
    fix: 'Use the part number or id that the report "licenses" shows.',
  })
}
