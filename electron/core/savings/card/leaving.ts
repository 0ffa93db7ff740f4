import { z } from 'zod'
import type { RenewalPlan } from '../../../contract/savings/answers.ts'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { renewalPlan } from '../answers/renewals.ts'

const Place = z.object({ is_firm: z.int(), place: z.int(), decided: z.int(), free: z.int() })

/**
 * From which subscription's bill a seat leaves, in the order in which the renewals count: free seats, what
 * is decided, then certain and strong claims, those for a smaller product last. Null for a seat in no figure;
 * without a day where other seats take what the subscriptions can give back.
 *
 * @param reserve unassigned seats of the product that are to stay
 */
export function leavingOf(
  reader: Reader,
  { userId, skuId }: Pick<Evidence, 'userId' | 'skuId'>,
  reserve: number,
  today: string,
): Evidence['leaves'] {
  const found = reader.first(Place, placeOf(userId, skuId))
  if (found === null) return null
  const free = found.free - reserve
  const figure = found.is_firm === 1 ? 'firm' : 'open'
  // Seats that are assigned beyond the bought ones are paid back by the first that are given up.
  const before = figure === 'firm' ? free : Math.min(0, free + found.decided)
  return { figure, day: dayAt(renewalPlan(reader, today, skuId), figure, before + found.place) }
}

/** The day of the subscription that gives back the seat at a place, counted from 0. */
function dayAt(rows: RenewalPlan, figure: 'firm' | 'open', place: number): string | null {
  let before = 0
  for (const row of rows) {
    before += row[figure].seats
    if (place >= 0 && place < before) return row.nextDay
  }
  return null
}

const placeOf = (userId: string, skuId: string) => sql`
  with given as (
    select claim.user_id, decided.decision_id is not null as is_firm, row_number() over (
        partition by decided.decision_id is not null
        order by coalesce(decided.decision = 'downgrade', claim.rule = 'R8'),
          case claim.grade when 'certain' then 0 when 'strong' then 1 else 2 end, claim.user_id) - 1 as place
    from claim left join decision as decided on decided.user_id = claim.user_id and decided.sku_id = claim.sku_id
      and decided.withdrawn_at is null and decided.decision in ('remove', 'downgrade')
    where claim.sku_id = ${skuId} and (decided.decision_id is not null
      or claim.class = 'claimed' and claim.grade <> 'weak'))
  select is_firm, place, (select count(*) from given where is_firm) as decided,
    coalesce((select enabled_units - consumed_units from license where license.sku_id = ${skuId}), 0) as free
  from given where user_id = ${userId}`
