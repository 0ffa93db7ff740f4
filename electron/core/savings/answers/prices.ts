import { z } from 'zod'
import { type PriceInput, type PriceList, SubscriptionFact } from '../../../contract/savings/inputs.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { readPriceFile, writePriceFile } from '../choices/price-csv.ts'
import { findProduct } from '../choices/prices.ts'
import { guessTerm } from '../money/guess-term.ts'
import { type Price, priceScale } from '../money/price.ts'
import { readPrices } from '../money/stored-prices.ts'
import { downgrades } from '../rules/downgrades.ts'
import { lastSyncDay } from '../verdicts.ts'

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
const Subscriptions = z.array(
  SubscriptionFact.extend({
    seats: z.int().nullable(),
    nextDay: z.string().nullable(),
    seen: z.array(z.string()),
  }),
)

const Held = z.object({ subscription_id: z.string() })
const Other = z.object({ skuId: z.string(), partNumber: z.string(), name: z.string() })

/**
 * Every price, and every product that one can be entered for: those of the tenant, and of the kind `target`
 * those that could take the place of one.
 */
export function priceList(reader: Reader): PriceList {
  const products = reader.all(
    Product,
    sql`select sku_id, sku_part_number as part_number, product_name as name, kind, enabled_units + warning_units as bought,
        (select json_group_array(json_object('subscriptionId', subscription_id, 'seats', total_licenses,
          'nextDay', substr(next_lifecycle_at, 1, 10), 'term', fact.term, 'channel', fact.channel,
          'minLicenses', fact.min_licenses, 'seen', json((
            select json_group_array(next_day) from renewal_day
            where renewal_day.subscription_id = subscription.subscription_id))) order by next_lifecycle_at)
          from subscription left join subscription_fact as fact using (subscription_id)
          where subscription.sku_id = v_licenses.sku_id) as subscriptions
      from v_licenses order by product_name`,
  )
  const prices = readPrices(reader)
  const day = lastSyncDay(reader)
  const own = new Set(products.map(({ sku_id }) => sku_id))
  const wanted = JSON.stringify([...new Set(downgrades.map(({ to }) => to))])
  const others = reader.all(
    Other,
    sql`select sku_id as skuId, string_id as partNumber, display_name as name from product_name
      where string_id in (select value from json_each(${wanted}))
        or sku_id in (select value from json_each(${JSON.stringify(prices.map(({ skuId }) => skuId))}))
      order by display_name`,
  )
  const targets = others
    .filter(({ skuId }) => !own.has(skuId))
    .map(other => ({ ...other, kind: 'target', bought: null, subscriptions: [] }))
  return {
    prices: prices.map(toInput),
    products: [
      ...products.map(row => ({
        skuId: row.sku_id,
        partNumber: row.part_number,
        name: row.name,
        kind: row.kind ?? 'paid',
        bought: row.bought,
        subscriptions: Subscriptions.parse(JSON.parse(row.subscriptions)).map(({ seen, ...one }) => ({
          ...one,
          guess: day === null || one.nextDay === null ? null : guessTerm(seen, day),
        })),
      })),
      ...targets,
    ],
  }
}

/** What a file or pasted cells with prices would bring, line by line; nothing is stored. */
export function readLines(reader: Reader, text: string, currency: string, decimal: '.' | ',' | null) {
  const { lines, asksForDecimal } = readPriceFile(
    text,
    {
      find: product => findProduct(reader, product),
      stored: readPrices(reader),
      subscriptions: new Set(
        reader.all(Held, sql`select subscription_id from subscription`).map(row => row.subscription_id),
      ),
    },
    currency,
    decimal,
  )
  return {
    asksForDecimal,
    lines: lines.map(({ price, ...line }) => ({ ...line, price: price === null ? null : toInput(price) })),
  }
}

/** Every price as a CSV file that is read again as it was, and how many lines that is. */
export function priceFile(reader: Reader, withUnpriced: boolean): { text: string; rows: number } {
  const prices = readPrices(reader)
  const { products } = priceList(reader)
  const partNumbers = new Map(products.map(({ skuId, partNumber }) => [skuId, partNumber]))
  const priced = new Set(prices.map(({ skuId }) => skuId))
  const unpriced = withUnpriced
    ? products.filter(({ skuId, kind }) => kind === 'paid' && !priced.has(skuId)).map(({ skuId }) => skuId)
    : []
  return {
    text: writePriceFile(prices, skuId => partNumbers.get(skuId) ?? skuId, unpriced),
    rows: prices.length + unpriced.length,
  }
}
