import { z } from 'zod'
import type { ProductSeats } from '../../../contract/pages/product.ts'
import type { ProductDemand, SavingsDemand, TrustLine } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { wireMoney, wireSums } from '../answers/wire-money.ts'
import { isInForce } from '../facts/seats.ts'
import { readJoiners } from '../joiners.ts'
import { type Demand, demandOf } from '../money/demand.ts'
import { productPrices } from '../money/product-prices.ts'
import { readSavingsSettings } from '../verdicts.ts'
import { type ProductLine, productLines } from './lines.ts'

const Waiting = z.object({ sku_id: z.string(), people: z.int() })

/** What is asked for of each product, with the sum over all of them. */
export function demandOfLines(
  reader: Reader,
  lines: readonly ProductLine[],
  today: string,
): { lines: Omit<TrustLine, 'costs'>[]; demand: SavingsDemand } {
  const askedOf = readAsked(reader)
  const priceOf = productPrices(reader, today)
  const asked = lines.map(line => {
    const { skuId, over, certain, strong } = line
    const { reserve, ...given } = askedOf(skuId)
    const unassigned = Math.max(0, line.unassigned - reserve)
    const found = demandOf({ ...given, over, unassigned, sure: certain + strong }, priceOf(skuId))
    return { found, line: { ...line, demand: { ...given, ...wireDemand(found) } } }
  })
  return { lines: asked.map(({ line }) => line), demand: sumOf(asked.map(({ found }) => found)) }
}

/** What the page of a product says of its seats for others; null for a product that is no paid one. */
export function seatsForOthers(reader: Reader, skuId: string, today: string): ProductSeats | null {
  const { lines } = demandOfLines(reader, productLines(reader, skuId), today)
  const [line] = lines
  if (line === undefined) return null
  const { unassigned, freeAfter, over, demand } = line
  const kept = Math.min(unassigned, readAsked(reader)(skuId).reserve)
  return { reassignable: unassigned - kept, kept, freeAfter, over, demand }
}

/** Who waits for a seat of a product, who is to come, and how many seats of it are kept on purpose. */
export function readAsked(
  reader: Reader,
): (skuId: string) => { waiting: number; joiners: number; reserve: number } {
  const waiting = waitingPeople(reader)
  const joiners = readJoiners(reader)
  const { reserve } = readSavingsSettings(reader)
  return skuId => ({
    waiting: waiting.get(skuId) ?? 0,
    joiners: joiners[skuId] ?? 0,
    reserve: reserve[skuId] ?? 0,
  })
}

/**
 * Users for whom the assignment of a group found no seat, and who hold the product in no other way. Only with
 * `<> 'Active'` SQLite looks into the small index of assignments in trouble.
 */
function waitingPeople(reader: Reader): ReadonlyMap<string, number> {
  const rows = reader.all(
    Waiting,
    sql`select sku_id, count(distinct user_id) as people from license_state as state
      where state.state <> 'Active' and state.state = 'Error' and state.error = 'CountViolation' and not exists (
        select 1 from license_state as held where held.user_id = state.user_id and held.sku_id = state.sku_id
          and ${raw(isInForce('held'))})
      group by sku_id`,
  )
  return new Map(rows.map(({ sku_id, people }) => [sku_id, people]))
}

function wireDemand({ avoided, ...seats }: Demand): Omit<ProductDemand, 'waiting' | 'joiners'> {
  return { ...seats, avoided: avoided === null ? null : wireMoney(avoided) }
}

function sumOf(products: readonly Demand[]): SavingsDemand {
  const sum = (key: 'seats' | 'now' | 'after') => products.reduce((total, one) => total + one[key], 0)
  return {
    seats: sum('seats'),
    now: sum('now'),
    after: sum('after'),
    money: wireSums(
      products.flatMap(({ after, avoided }) => (avoided === null || after === 0 ? [] : avoided)),
    ),
    unpriced: products.reduce((total, { after, avoided }) => total + (avoided === null ? after : 0), 0),
  }
}
