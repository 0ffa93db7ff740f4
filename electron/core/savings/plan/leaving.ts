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
 * The seats that leave whatever a plan replaces, by user: those that it gives back, and those that were
 * decided before, each with the product that takes its place.
 *
 * @param given the claims that the plan gives back
 */
export function leavingSeats(
  decided: DecidedSeats,
  given: readonly PlanClaim[],
): ReadonlyMap<string, Leaving> {
  const found = new Map<string, Map<string, string | null>>()
  const add = (userId: string, skuId: string, target: string | null) => {
    const own = found.get(userId)
    if (own === undefined) found.set(userId, new Map([[skuId, target]]))
    else own.set(skuId, target)
  }
  for (const claim of given) add(claim.userId, claim.skuId, claim.targetSkuId)
  for (const [skuId, own] of decided)
    for (const [userId, { decision, target }] of own)
      if (decision === 'remove' || target !== null) add(userId, skuId, target)
  return found
}
