import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { moneyOf, wireMoney } from '../answers/wire-money.ts'
import { addedRungsOfSeat } from '../products/own-rungs.ts'
import type { SavingsSettings } from '../settings.ts'
import { readSavingsSettings } from '../verdicts.ts'
import { carriedBy } from './carried-by.ts'
import { doubtsOf } from './doubts.ts'
import { eventsOf } from './events.ts'
import { type Fit, readFit } from './fit-signals.ts'
import { leavingOf } from './leaving.ts'
import { type CardSeat, leftOutOf, readSeat } from './seat.ts'
import { plansOfSeat } from './seat-plans.ts'
import { signalsOf } from './signals.ts'
import { smallerOf } from './smaller.ts'

const Way = z.object({
  groupId: z.string().nullable(),
  state: z.string().nullable(),
  error: z.string().nullable(),
  assignedAt: z.string().nullable(),
})
const Other = z.object({ group_id: z.string(), name: z.string() })

/**
 * Everything that is known of a seat, side by side: what speaks for its claim, what against, what nobody
 * knows.
 *
 * @param today `YYYY-MM-DD`
 * @throws AppError `notFound` where nobody holds the seat
 */
export function evidenceOf(reader: Reader, userId: string, skuId: string, today: string): Evidence {
  const seat = readSeat(reader, userId, skuId)
  if (seat === null) throw notHeld()
  const settings = readSavingsSettings(reader)
  const plans = plansOfSeat(reader, seat)
  const signals = signalsOf(reader, seat, plans, settings)
  const money = moneyOf(seat.cost_year, seat.currency)
  return {
    ...{ userId, skuId, class: seat.class, rule: seat.rule, grade: seat.grade, reason: seat.reason },
    displayName: seat.display_name,
    userPrincipalName: seat.user_principal_name,
    productName: seat.product_name,
    also: seat.also === null ? [] : seat.also.split(' '),
    target: seat.target,
    money: money === null ? null : wireMoney(money),
    nextDay: seat.next_day,
    leaves: leavingOf(reader, seat, settings.reserve[skuId] ?? 0, today),
    idleDays: settings.idleDays,
    carriedBy: carriedBy(seat, signals, plans),
    since: seat.since,
    watchedSince: seat.watched_since,
    judgedFrom: judgedFrom(seat, settings),
    leftOut: leftOutOf(reader, seat),
    signals,
    doubts: doubtsOf({ seat, signals, plans, ...boughtOf(reader, seat) }),
    plans,
    smaller: smallerOf(
      reader,
      seat,
      signals,
      () => fitOf(reader, userId, signals),
      settings.fitPercent,
      today,
    ),
    ways: waysOf(reader, userId, skuId),
    addedRungs: rungsOf(reader, seat),
    timeline: eventsOf(reader, seat),
  }
}

/** What is stored and used, of which the signals say a part. */
function fitOf(reader: Reader, userId: string, signals: Evidence['signals']): Fit {
  const saidOf = (key: string) => signals.find(signal => signal.key === key)?.value ?? null
  const [size, archive] = [saidOf('mailboxSize'), saidOf('archive')]
  return {
    ...readFit(reader, userId),
    mailbox: size === null ? null : Number(size),
    hasArchive: archive === null ? null : archive === 'yes',
  }
}

/** The added pairs of the ladder that the claim rests on. */
function rungsOf(reader: Reader, { userId, skuId, reason, target_sku_id }: CardSeat): Evidence['addedRungs'] {
  if (reason !== 'coveredByAdded' || target_sku_id === null) return []
  const rungs = addedRungsOfSeat(reader, { userId, skuId, coveredBy: target_sku_id })
  return rungs.map(({ isOn: _, ...rung }) => rung)
}

/** A new seat waits for reports of the day after its days of grace, one of a leaver for the sync's. */
function judgedFrom(seat: CardSeat, { graceDays, leaverDays }: SavingsSettings): string | null {
  const { class: name, reason, since, created_at, disabled_since } = seat
  if (name !== 'too_new') return null
  if (reason === 'justDisabled')
    return disabled_since === null ? null : dayAfter(disabled_since.slice(0, 10), leaverDays)
  const newest = [since, created_at]
    .flatMap(one => one?.slice(0, 10) ?? [])
    .toSorted()
    .at(-1)
  return newest === undefined ? null : dayAfter(newest, graceDays)
}

const Bought = z.object({ floors: z.int(), targets: z.int() })

/** What is known of the contract, and whether the smaller product is bought already. */
function boughtOf(reader: Reader, { skuId, target_sku_id }: CardSeat) {
  const found = reader.first(
    Bought,
    sql`select
      (select count(*) from subscription join subscription_fact as fact using (subscription_id)
        where subscription.sku_id = ${skuId} and fact.min_licenses is not null) as floors,
      (select count(*) from license where sku_id = ${target_sku_id} and enabled_units > 0) as targets`,
  )
  return { knowsFloor: (found?.floors ?? 0) > 0, ownsTarget: (found?.targets ?? 0) > 0 }
}

/** How the user comes to the seat. A group gives its members all of its products: theirs are the group's. */
function waysOf(reader: Reader, userId: string, skuId: string): Evidence['ways'] {
  const ways = reader.all(
    Way,
    sql`select group_id as groupId, state, error, assigned_at as assignedAt from v_license_assignments
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

function notHeld(): AppError {
  return new AppError('notFound', 'Nobody holds this license any more, or it was not judged yet.', {
    fix: 'Look at the list again after the next sync.',
  })
}
