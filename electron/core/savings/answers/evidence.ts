import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { doubtsOf } from './doubts.ts'
import { plansOfSeat } from './seat-plans.ts'
import { signalsOf } from './signals.ts'
import { moneyOf, wireMoney } from './wire-money.ts'

const Seat = z.object({
  display_name: z.string().nullable(),
  user_principal_name: z.string().nullable(),
  product_name: z.string(),
  class: z.string(),
  rule: z.string().nullable(),
  grade: z.string().nullable(),
  also: z.string().nullable(),
  reason: z.string().nullable(),
  target: z.string().nullable(),
  cost_year: z.int().nullable(),
  currency: z.string().nullable(),
  next_day: z.string().nullable(),
  since: z.string().nullable(),
  watched_since: z.string().nullable(),
})

const Way = z.object({
  groupId: z.string().nullable(),
  state: z.string().nullable(),
  assignedAt: z.string().nullable(),
})
const Event = z.object({ at: z.string(), kind: z.string(), detail: z.string().nullable() })

/** At most so many lines of what happened to a seat. */
const maxEvents = 50

/**
 * Everything that is known of a seat, side by side: what speaks for its claim, what against, what nobody
 * knows.
 *
 * @throws AppError `notFound` where nobody holds the seat
 */
export function evidenceOf(reader: Reader, userId: string, skuId: string): Evidence {
  const seat = reader.first(
    Seat,
    sql`
    select user.display_name, user.user_principal_name, product.product_name, claim.class, claim.rule, claim.grade, claim.also,
      claim.reason, coalesce(target.product_name, named.display_name) as target, claim.cost_year, claim.currency,
      (select min(substr(next_lifecycle_at, 1, 10)) from v_renewals where v_renewals.sku_id = claim.sku_id
        and coalesce(is_trial, 0) = 0) as next_day,
      seat.since, seat.watched_since
    from claim
    join v_users as user on user.user_id = claim.user_id
    join v_licenses as product on product.sku_id = claim.sku_id
    left join v_licenses as target on target.sku_id = claim.target_sku_id
    left join product_name as named on named.sku_id = claim.target_sku_id
    left join v_seats as seat on seat.user_id = claim.user_id and seat.sku_id = claim.sku_id
    where claim.user_id = ${userId} and claim.sku_id = ${skuId}`,
  )
  if (seat === null) throw notHeld()
  const plans = plansOfSeat(reader, userId, skuId)
  const signals = signalsOf(reader, userId, plans)
  const money = moneyOf(seat.cost_year, seat.currency)
  return {
    userId,
    skuId,
    displayName: seat.display_name,
    userPrincipalName: seat.user_principal_name,
    productName: seat.product_name,
    class: seat.class,
    rule: seat.rule,
    grade: seat.grade,
    also: seat.also === null ? [] : seat.also.split(' '),
    reason: seat.reason,
    target: seat.target,
    money: money === null ? null : wireMoney(money),
    nextDay: seat.next_day,
    since: seat.since,
    watchedSince: seat.watched_since,
    signals,
    doubts: doubtsOf(seat.rule, seat.reason, seat.user_principal_name, signals, plans),
    plans,
    ways: reader.all(
      Way,
      sql`select group_id as groupId, state, assigned_at as assignedAt from v_license_assignments
        where user_id = ${userId} and sku_id = ${skuId} order by group_id`,
    ),
    timeline: reader.all(
      Event,
      sql`select at, kind, detail from v_changes where user_id = ${userId} and (sku_id = ${skuId} or sku_id is null)
        union all
        select decided_at, 'decided_' || decision, note from decision where user_id = ${userId} and sku_id = ${skuId}
        order by at desc limit ${maxEvents}`,
    ),
  }
}

function notHeld(): AppError {
  return new AppError('notFound', 'Nobody holds this license any more, or it was not judged yet.', {
    fix: 'Look at the list again after the next sync.',
  })
}
