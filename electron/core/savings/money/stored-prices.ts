import { z } from 'zod'
import { pricePeriods } from '../../../contract/savings/names.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { Price } from './price.ts'

const Row = z
  .object({
    sku_id: z.string(),
    subscription_id: z.string().nullable(),
    amount: z.int(),
    currency: z.string(),
    per: z.enum(pricePeriods),
    valid_from: z.string().nullable(),
    valid_to: z.string().nullable(),
    note: z.string().nullable(),
  })
  .transform(
    (row): Price => ({
      skuId: row.sku_id,
      subscriptionId: row.subscription_id,
      amount: row.amount,
      currency: row.currency,
      per: row.per,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      note: row.note,
    }),
  )

/** Every price that was entered, of all days. */
export function readPrices(reader: Reader): Price[] {
  return reader.all(
    Row,
    sql`select sku_id, subscription_id, amount, currency, per, valid_from, valid_to, note from price
      order by sku_id, subscription_id, valid_from`,
  )
}
