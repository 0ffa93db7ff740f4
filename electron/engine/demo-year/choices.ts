import { z } from 'zod'
import type { Reader, Writer } from '../../core/database/ports.ts'
import { sql } from '../../core/database/sql.ts'
import { decide } from '../../core/savings/choices/decisions.ts'
import { findProduct, storePrices } from '../../core/savings/choices/prices.ts'
import { priceScale } from '../../core/savings/money/price.ts'

/** What the made-up company pays for a seat and month, in euros. None of it is anybody's real price. */
const demoPrices: Readonly<Record<string, number>> = {
  SPE_E5: 54,
  SPE_E3: 34,
  SPE_F1: 8,
  ENTERPRISEPACK: 22,
  STANDARDPACK: 9,
  EMSPREMIUM: 14,
  Microsoft_365_Copilot: 28,
  POWER_BI_PRO: 9,
  VISIOCLIENT: 13,
  PROJECTPROFESSIONAL: 26,
}

/** The days before today whose syncs somebody looked at and decided by. */
export const reviewedBefore: readonly number[] = [238, 182, 126, 70]

/** So many weak candidates are tried at each look; the sure ones are all decided. */
const maxWeak = 12

const Seat = z.object({ userId: z.string(), skuId: z.string() })

/**
 * Enters the prices of the demo company.
 *
 * @param at ISO 8601 UTC
 */
export function enterPrices(writer: Writer, at: string): void {
  const prices = Object.entries(demoPrices).flatMap(([partNumber, euros]) => {
    const product = findProduct(writer, partNumber)
    if (product === null) return []
    return [
      {
        skuId: product.skuId,
        subscriptionId: null,
        amount: euros * priceScale,
        currency: 'EUR',
        per: 'month' as const,
        validFrom: null,
        validTo: null,
        note: 'Made up for the demo tenant',
      },
    ]
  })
  storePrices(writer, prices, at.slice(0, 10), at)
}

/**
 * Decides as an admin of the demo company did on a day of the year: the sure candidates are to be removed,
 * and a few weak ones as well. What came of it, the later syncs see.
 *
 * @param at ISO 8601 UTC
 */
export function reviewCandidates(writer: Writer, at: string): void {
  const seats = [...candidates(writer, true, -1), ...candidates(writer, false, maxWeak)]
  decide(writer, { seats, decision: 'remove', targetSkuId: null, note: null, decidedBy: null }, at)
}

const candidates = (reader: Reader, isSure: boolean, limit: number) =>
  reader.all(
    Seat,
    sql`select user_id as userId, sku_id as skuId from claim
      where class = 'claimed' and rule <> 'R8' and (grade <> 'weak') = ${isSure ? 1 : 0}
        and not exists (select 1 from decision where decision.user_id = claim.user_id and decision.sku_id = claim.sku_id)
      order by sku_id, user_id limit ${limit}`,
  )
