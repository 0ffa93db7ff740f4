import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { PlanClaim } from './claims.ts'

/** What was decided about a seat that is still held. */
export type DecidedSeat = {
  readonly decision: 'remove' | 'downgrade'
  /** The product that takes its place; null for none, and where it is not known. */
  readonly target: string | null
}

/** By product and user. */
export type DecidedSeats = ReadonlyMap<string, ReadonlyMap<string, DecidedSeat>>

const Row = z.object({
  user_id: z.string(),
  sku_id: z.string(),
  decision: z.enum(['remove', 'downgrade']),
  target: z.string().nullable(),
})

/** The seats that are decided to be removed or replaced, whoever and whatever decided it. */
export function readDecidedSeats(reader: Reader): DecidedSeats {
  const rows = reader.all(
    Row,
    sql`select claim.user_id, claim.sku_id, decided.decision,
        iif(decided.decision = 'downgrade', coalesce(decided.target_sku_id, claim.target_sku_id), null) as target
      from decision as decided join claim on claim.user_id = decided.user_id and claim.sku_id = decided.sku_id
      where decided.withdrawn_at is null and decided.decision in ('remove', 'downgrade')`,
  )
  return new Map(
    [...Map.groupBy(rows, ({ sku_id }) => sku_id)].map(([skuId, own]) => [
      skuId,
      new Map(own.map(({ user_id, decision, target }) => [user_id, { decision, target }])),
    ]),
  )
}

/** Seats of one user that leave beside a replacement: by product what takes its place, or null. */
export type Leaving = ReadonlyMap<string, string | null>

/**
 * Answers what leaves of the seats of those whose places in a list are given; the same object for all from
 * whom the same leaves. Most people of a list give up nothing.
 */
export type LeavingOf = (placeOf: ReadonlyMap<string, number>) => ReadonlyMap<number, Leaving>

/**
 * The seats that leave whatever a plan replaces: those that it gives back, and those that were decided
 * before, each with the product that takes its place.
 *
 * @param given the claims that the plan gives back
 */
export function leavingSeats(decided: DecidedSeats, given: readonly PlanClaim[]): LeavingOf {
  const found = new Map<string, string>()
  const add = (userId: string, skuId: string, target: string | null) => {
    const before = found.get(userId)
    const seat = `${skuId} ${target ?? ''}`
    found.set(userId, before === undefined ? seat : `${before}\n${seat}`)
  }
  for (const claim of given) add(claim.userId, claim.skuId, claim.targetSkuId)
  for (const [skuId, own] of decided)
    for (const [userId, { decision, target }] of own)
      if (decision === 'remove' || target !== null) add(userId, skuId, target)
  const known = new Map<string, Leaving>()
  const leavingOf = (text: string) => {
    const leaving = known.get(text) ?? new Map(text.split('\n').map(seatOf))
    known.set(text, leaving)
    return leaving
  }
  return placeOf => {
    const places = new Map<number, Leaving>()
    for (const [userId, text] of found) {
      const place = placeOf.get(userId)
      if (place !== undefined) places.set(place, leavingOf(text))
    }
    return places
  }
}

function seatOf(text: string): [string, string | null] {
  const [skuId = '', target = ''] = text.split(' ')
  return [skuId, target === '' ? null : target]
}
