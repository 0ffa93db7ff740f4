import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { mailboxLimit } from '../facts/people.ts'
import { type DowngradeTest, downgrades } from '../rules/downgrades.ts'
import { looksLikeServiceAccount } from '../rules/service-accounts.ts'
import type { SavingsSettings } from '../settings.ts'

const Seat = z.object({
  display_name: z.string().nullable(),
  user_principal_name: z.string().nullable(),
  account_enabled: z.int().nullable(),
  disabled_since: z.string().nullable(),
  created_at: z.string().nullable(),
  product_name: z.string(),
  part_number: z.string(),
  class: z.string(),
  rule: z.string().nullable(),
  grade: z.string().nullable(),
  also: z.string().nullable(),
  reason: z.string().nullable(),
  left_out_by: z.int().nullable(),
  target_sku_id: z.string().nullable(),
  target_part_number: z.string().nullable(),
  target: z.string().nullable(),
  cost_year: z.int().nullable(),
  currency: z.string().nullable(),
  next_day: z.string().nullable(),
  since: z.string().nullable(),
  watched_since: z.string().nullable(),
})

/** A judged seat with what its card asks of the user, the product and the one that would take its place. */
export type CardSeat = z.infer<typeof Seat> & {
  readonly userId: string
  readonly skuId: string
  readonly looksLikeServiceAccount: boolean
}

const Named = z.object({ name: z.string().nullable() })

/** Null where nobody holds the seat, or it was not judged yet. */
export function readSeat(reader: Reader, userId: string, skuId: string): CardSeat | null {
  const found = reader.first(
    Seat,
    sql`
    select user.display_name, user.user_principal_name, user.account_enabled, user.disabled_since, user.created_at,
      product.product_name, product.sku_part_number as part_number, claim.class, claim.rule, claim.grade, claim.also,
      claim.reason, claim.left_out_by, claim.target_sku_id,
      coalesce(target.sku_part_number, named.string_id) as target_part_number,
      coalesce(target.product_name, named.display_name) as target, claim.cost_year, claim.currency,
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
  if (found === null) return null
  return { ...found, userId, skuId, looksLikeServiceAccount: looksLikeOne(reader, userId) }
}

/**
 * Asked of the real name, as the grade was, also where users have made-up ones: the answer names nobody, and
 * without it nobody could tell why the claim is only to be looked into.
 */
function looksLikeOne(reader: Reader, userId: string): boolean {
  const found = reader.first(
    Named,
    sql`select user_principal_name as name from main.user where user_id = ${userId}`,
  )
  return looksLikeServiceAccount(found?.name ?? null)
}

/** How much may be stored, in bytes, for the claim to hold; null where it does not depend on that. */
export type StorageLimits = {
  readonly mailbox: number | null
  readonly oneDrive: number | null
  /** The share of them that may be full. */
  readonly share: number
}

const giga = 1024 ** 3
const unlimited: StorageLimits = { mailbox: null, oneDrive: null, share: 1 }
const ofMailOnly: readonly DowngradeTest[] = ['mailOnly', 'sharedMailbox']

/** What is stored is compared with what a mailbox without a license, or the smaller product holds. */
export function limitsOfClaim(seat: CardSeat, { fitPercent }: SavingsSettings): StorageLimits {
  const { rule, reason } = seat
  if (rule === 'R1' || rule === 'R2' || reason === 'sharedMailbox')
    return { ...unlimited, mailbox: mailboxLimit }
  const found = downgrades.find(
    ({ from, to, test }) =>
      rule === 'R8' &&
      test === reason &&
      to === seat.target_part_number &&
      (from === 'suites' || from.includes(seat.part_number)),
  )
  if (found === undefined || found.test === 'unusedPlans') return unlimited
  return {
    mailbox: found.mailboxGb * giga,
    oneDrive: ofMailOnly.includes(found.test) ? null : found.oneDriveGb * giga,
    share: fitPercent / 100,
  }
}

const LeftOut = z.object({
  reason: z.string().nullable(),
  note: z.string().nullable(),
  until: z.string().nullable(),
  reviewOn: z.string().nullable(),
})

/** Why a claim is hidden and until when: by an exclusion, or postponed; null for what is hidden by nobody. */
export function leftOutOf(reader: Reader, seat: CardSeat): Evidence['leftOut'] {
  if (seat.class !== 'left_out' || seat.rule === null) return null
  return reader.first(
    LeftOut,
    seat.left_out_by === null
      ? sql`select null as reason, null as note, valid_until as until, null as reviewOn from postponement
          where user_id = ${seat.userId} and sku_id = ${seat.skuId} order by valid_until desc`
      : sql`select reason, note, valid_until as until, review_on as reviewOn from exclusion
          where exclusion_id = ${seat.left_out_by}`,
  )
}
