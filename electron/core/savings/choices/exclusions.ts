import { z } from 'zod'
import type { ExclusionInput } from '../../../contract/savings/inputs.ts'
import type { exclusionReasons } from '../../../contract/savings/names.ts'
import type { Output } from '../../../contract/schemas.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { countFits, fitsUser, isEverybody } from './everybody.ts'

type ExclusionReason = (typeof exclusionReasons)[number]

/** No exclusion lasts longer than this, in days, without somebody looking at it again. */
export const maxExclusionDays = 365
const standing: readonly ExclusionReason[] = ['service_account', 'emergency_account']

/**
 * Checks that an exclusion ends, and that it is about something.
 *
 * @param today `YYYY-MM-DD`
 * @throws AppError `badRequest` with what is missing
 */
export function checkExclusion(exclusion: ExclusionInput, today: string): void {
  const { userId, upnPattern, department, groupId, skuId, rule, reason, from, until, reviewOn } = exclusion
  if ([userId, upnPattern, department, groupId, skuId, rule].every(given => given === null)) {
    throw refused('An exclusion needs a person, a pattern, a department, a group, a product or a rule.')
  }
  const isStanding = standing.includes(reason)
  const end = isStanding ? reviewOn : until
  if (end === null) {
    throw refused(
      isStanding
        ? 'A service or emergency account needs a day of review.'
        : 'An exclusion needs an end date.',
    )
  }
  if (end < (from ?? today)) throw refused('The exclusion would end before it begins.')
  if (end > dayAfter(from ?? today, maxExclusionDays)) {
    throw refused(`An exclusion lasts ${maxExclusionDays} days at most.`)
  }
}

function refused(message: string): AppError {
  return new AppError('badRequest', message, { fix: 'Change it and save it again.' })
}

/** Stores an exclusion that {@link checkExclusion} has let pass, and answers its number. */
export function addExclusion(
  writer: Writer,
  exclusion: ExclusionInput,
  madeBy: string | null,
  madeAt: string,
): number {
  checkExclusion(exclusion, madeAt.slice(0, 10))
  const { userId, upnPattern, department, groupId, skuId, rule, reason, note, from, until, reviewOn } =
    exclusion
  writer.run(sql`
    insert into exclusion (
      user_id, upn_pattern, department, group_id, sku_id, rule, reason, note, made_by, made_at, valid_from, valid_until, review_on)
    values (${userId}, ${upnPattern}, ${department}, ${groupId}, ${skuId}, ${rule}, ${reason}, ${note}, ${madeBy}, ${madeAt},
      ${from}, ${until}, ${reviewOn})`)
  const Id = z.object({ id: z.int() })
  return writer.first(Id, sql`select last_insert_rowid() as id`)?.id ?? 0
}

/** Ends an exclusion, which stays in the list. Throws `notFound`. */
export function endExclusion(writer: Writer, exclusionId: number, endedAt: string): void {
  const ended = writer.run(sql`
    update exclusion set ended_at = ${endedAt} where exclusion_id = ${exclusionId} and ended_at is null`)
  if (ended === 0) {
    throw new AppError('notFound', `There is no exclusion ${exclusionId} in force.`, {
      fix: 'Look at the list of exclusions again: it may have been ended meanwhile.',
    })
  }
}

/** Whom an exclusion would leave out today: claims and people; and whom it fits, claims or not. */
export type ExclusionPreview = Output<'savings.previewExclusion'>
const Preview = z.object({ seats: z.int(), people: z.int() })

/** Counts the claims that an exclusion would hide, before it is stored. */
export function previewExclusion(reader: Reader, exclusion: ExclusionInput): ExclusionPreview {
  const { groupId, skuId, rule } = exclusion
  const found = reader.first(
    Preview,
    sql`select count(*) as seats, count(distinct claim.user_id) as people
      from claim join user on user.user_id = claim.user_id
      where claim.class = 'claimed' and ${fitsUser(exclusion)}
        and (${skuId} is null or claim.sku_id = ${skuId})
        and (${rule} is null or claim.rule = ${rule})
        and (${groupId} is null or exists (
          select 1 from license_state as state where state.user_id = claim.user_id and state.sku_id = claim.sku_id
            and state.group_id = ${groupId}))`,
  )
  return {
    ...(found ?? { seats: 0, people: 0 }),
    ...countFits(reader, exclusion),
    isEverybody: isEverybody(reader, exclusion),
  }
}

/** A claim can be put off so many days at most. */
const maxPostponedDays = 90

/**
 * Puts one claim off up to a day. A surer claim on the same seat ends it.
 *
 * @throws AppError `badRequest` for a day that has passed or lies more than 90 days ahead, `notFound` for a
 * seat without a claim
 */
export function postponeClaim(
  writer: Writer,
  seat: { readonly userId: string; readonly skuId: string },
  until: string,
  madeAt: string,
): void {
  const today = madeAt.slice(0, 10)
  if (until <= today || until > dayAfter(today, maxPostponedDays)) {
    throw refused(`A claim can be postponed for ${maxPostponedDays} days at most, to a day that is to come.`)
  }
  const put = writer.run(sql`
    insert or replace into postponement (user_id, sku_id, rule, grade, valid_until, made_at)
    select user_id, sku_id, rule,
      case grade when 'certain' then 0 when 'strong' then 1 else 2 end, ${until}, ${madeAt}
    from claim where user_id = ${seat.userId} and sku_id = ${seat.skuId} and class = 'claimed'`)
  if (put === 0) {
    throw new AppError('notFound', 'This seat has no claim that could be postponed.', {
      fix: 'Look at the list again: the seat may be in use by now.',
    })
  }
}
