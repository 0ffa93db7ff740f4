import { z } from 'zod'
import { type Evidence, SeatEvent } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { addedRungsOfSeat } from '../products/own-rungs.ts'
import { readSavingsSettings } from '../verdicts.ts'
import { carriedBy } from './carried-by.ts'
import { doubtsOf } from './doubts.ts'
import { leavingOf } from './leaving.ts'
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
  target_sku_id: z.string().nullable(),
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
const Other = z.object({ group_id: z.string(), name: z.string() })

/** At most so many lines of what happened to a seat. */
const maxEvents = 50

/**
 * Everything that is known of a seat, side by side: what speaks for its claim, what against, what nobody
 * knows.
 *
 * @param today `YYYY-MM-DD`
 * @throws AppError `notFound` where nobody holds the seat
 */
export function evidenceOf(reader: Reader, userId: string, skuId: string, today: string): Evidence {
  const seat = reader.first(
    Seat,
    sql`
    select user.display_name, user.user_principal_name, product.product_name, claim.class, claim.rule, claim.grade, claim.also,
      claim.reason, claim.target_sku_id, coalesce(target.product_name, named.display_name) as target, claim.cost_year, claim.currency,
      (select min(substr(next_lifecycle_at, 1, 10)) from v_renewals where v_renewals.sku_id = claim.sku_id
        and coalesce(is_trial, 0) = 0 and status = 'Enabled') as next_day,
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
  const settings = readSavingsSettings(reader)
  const signals = signalsOf(reader, userId, seat.rule, plans)
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
    leaves: leavingOf(reader, { userId, skuId }, settings.reserve[skuId] ?? 0, today),
    idleDays: settings.idleDays,
    carriedBy: carriedBy(seat.rule, signals),
    since: seat.since,
    watchedSince: seat.watched_since,
    signals,
    doubts: doubtsOf(seat.rule, seat.reason, seat.user_principal_name, signals, plans),
    plans,
    ways: waysOf(reader, userId, skuId),
    addedRungs:
      seat.reason === 'coveredByAdded' && seat.target_sku_id !== null
        ? addedRungsOfSeat(reader, { userId, skuId, coveredBy: seat.target_sku_id }).map(
            ({ isOn: _, ...rung }) => rung,
          )
        : [],
    timeline: eventsOf(reader, userId, skuId),
  }
}

/** How the user comes to the seat. A group gives its members all of its products: theirs are the group's. */
function waysOf(reader: Reader, userId: string, skuId: string): Evidence['ways'] {
  const ways = reader.all(
    Way,
    sql`select group_id as groupId, state, assigned_at as assignedAt from v_license_assignments
      where user_id = ${userId} and sku_id = ${skuId} order by group_id`,
  )
  const others = reader.all(
    Other,
    sql`select way.group_id, product.product_name as name from v_license_assignments as way
      join v_licenses as product on product.sku_id = way.sku_id
      where way.user_id = ${userId} and way.sku_id <> ${skuId} and way.group_id is not null order by 2`,
  )
  return ways.map(way => ({
    ...way,
    otherProducts: others
      .filter(({ group_id }) => way.groupId !== null && group_id === way.groupId)
      .map(({ name }) => name),
  }))
}

/** What happened to the seat and its user, and what was decided about it, the newest first. */
function eventsOf(reader: Reader, userId: string, skuId: string): Evidence['timeline'] {
  return reader.all(
    SeatEvent,
    sql`select change.at, change.kind, product.product_name as productName, lost.product_name as fromProductName,
        iif(change.kind = 'license_swapped', null, change.detail) as detail, null as note
      from v_changes as change
      left join v_licenses as product on product.sku_id = change.sku_id
      left join v_licenses as lost on change.kind = 'license_swapped' and lost.sku_id = change.detail
      where change.user_id = ${userId} and (change.sku_id is null or change.sku_id = ${skuId}
        or change.kind = 'license_swapped' and change.detail = ${skuId})
      union all
      select decided_at, 'decided', null, null, decision, note from decision
      where user_id = ${userId} and sku_id = ${skuId}
      order by at desc limit ${maxEvents}`,
  )
}

function notHeld(): AppError {
  return new AppError('notFound', 'Nobody holds this license any more, or it was not judged yet.', {
    fix: 'Look at the list again after the next sync.',
  })
}
