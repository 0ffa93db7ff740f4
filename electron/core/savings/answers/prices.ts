import { z } from 'zod'
import type { PriceInput, PriceList } from '../../../contract/savings/inputs.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { readPriceFile } from '../choices/price-csv.ts'
import { findProduct } from '../choices/prices.ts'
import { type Price, priceScale } from '../money/price.ts'
import { readPrices } from '../money/stored-prices.ts'

/** A price as it is edited: its amount is a text with at most four decimals. */
export function toInput({ amount, ...price }: Price): PriceInput {
  return { ...price, amount: String(amount / priceScale) }
}

export function fromInput({ amount, ...price }: PriceInput): Price {
  return { ...price, amount: Math.round(Number(amount) * priceScale) }
}

const Product = z.object({
  sku_id: z.string(),
  part_number: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  bought: z.int().nullable(),
  subscriptions: z.string(),
})
const Ids = z.array(z.string())

/** Every price, and every product of the tenant that one can be entered for. */
export function priceList(reader: Reader): PriceList {
  const products = reader.all(
    Product,
    sql`select sku_id, sku_part_number as part_number, product_name as name, kind, enabled_units + warning_units as bought,
        (select json_group_array(subscription_id) from subscription where subscription.sku_id = v_licenses.sku_id) as subscriptions
      from v_licenses order by product_name`,
  )
  return {
    prices: readPrices(reader).map(toInput),
    products: products.map(row => ({
      skuId: row.sku_id,
      partNumber: row.part_number,
      name: row.name,
      kind: row.kind ?? 'paid',
      bought: row.bought,
      subscriptions: Ids.parse(JSON.parse(row.subscriptions)),
    })),
  }
}

/** What a file or pasted cells with prices would bring, line by line; nothing is stored. */
export function readLines(reader: Reader, text: string, currency: string, decimal: '.' | ',' | null) {
  const { lines, asksForDecimal } = readPriceFile(
    text,
    product => findProduct(reader, product),
    readPrices(reader),
    currency,
    decimal,
  )
  return {
    asksForDecimal,
    lines: lines.map(({ price, ...line }) => ({ ...line, price: price === null ? null : toInput(price) })),
  }
}
