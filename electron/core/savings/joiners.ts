import { z } from 'zod'
import { readMeta, writeMeta } from '../database/meta.ts'
import type { Reader, Writer } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'

/** Under this name `meta` keeps how many users are to come, per product. */
export const joinersName = 'savings_joiners'

const Joiners = z.record(z.string(), z.int().min(1))
type Joiners = z.infer<typeof Joiners>
const Known = z.object({ known: z.int() })

/** For how many users who are to come a product is asked for, by its id. */
export function readJoiners(reader: Reader): Readonly<Joiners> {
  const text = readMeta(reader, joinersName)
  return text === null ? {} : Joiners.parse(JSON.parse(text))
}

/**
 * Keeps for how many joiners a product is asked for; 0 takes it back. No verdict rests on it.
 *
 * @throws AppError `notFound` for a product that the tenant does not have
 */
export function storeJoiners(writer: Writer, skuId: string, seats: number): void {
  const found = writer.first(Known, sql`select 1 as known from license where sku_id = ${skuId}`)
  if (found === null) {
    throw new AppError('notFound', `The tenant has no product "${skuId}".`, {
      fix: 'Use the id that the report "licenses" shows.',
    })
  }
  const { [skuId]: _, ...others } = readJoiners(writer)
  writeMeta(writer, joinersName, JSON.stringify(seats === 0 ? others : { ...others, [skuId]: seats }))
}
