import { z } from 'zod'
import { readMeta, writeMeta } from '../../database/meta.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'

/** Under this name `meta` keeps the products of which somebody has said that they are no free pool. */
export const notFreeName = 'savings_not_free'

const Ids = z.array(z.string())
const Known = z.object({ known: z.int() })

/** Of a product with so many seats and less than this share of them used, hardly any is paid for. */
const hugePool = 10_000
const hardlyUsed = 0.05

type Pool = { skuId: string; bought: number | null; used: number; isPriced: boolean }

/**
 * Whether a product is to be asked about: it has very many seats, hardly any in use, no price, and nobody has
 * answered yet.
 */
export function askAboutPools(reader: Reader): (pool: Pool) => boolean {
  const answered = new Set(readNotFree(reader))
  return ({ skuId, bought, used, isPriced }) =>
    !isPriced && !answered.has(skuId) && bought !== null && bought >= hugePool && used < bought * hardlyUsed
}

function readNotFree(reader: Reader): string[] {
  const text = readMeta(reader, notFreeName)
  return text === null ? [] : Ids.parse(JSON.parse(text))
}

/**
 * Keeps that a product which looks like a free pool is none, so that nobody is asked again. No verdict rests
 * on it.
 *
 * @throws AppError `notFound` for a product that the tenant does not have
 */
export function storeNotFree(writer: Writer, skuId: string): void {
  const found = writer.first(Known, sql`select 1 as known from license where sku_id = ${skuId}`)
  if (found === null) {
    throw new AppError('notFound', `The tenant has no product "${skuId}".`, {
      fix: 'Use the id that the report "licenses" shows.',
    })
  }
  writeMeta(writer, notFreeName, JSON.stringify([...new Set([...readNotFree(writer), skuId])]))
}
