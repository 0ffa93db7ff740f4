import { z } from 'zod'
import type { ExclusionInput } from '../../../contract/savings/inputs.ts'
import type { Reader } from '../../database/ports.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { globOf } from '../rules/general-exclusions.ts'

/** Whether an exclusion is about a user as such, whatever the product and rule; SQL over `user`. */
export function fitsUser({ userId, upnPattern, department, groupId }: ExclusionInput): Sql {
  const upn = upnPattern === null ? null : globOf(upnPattern)
  return sql`(${userId} is null or user.user_id = ${userId})
    and (${upn} is null or coalesce(user.upn_key, '') glob ${upn})
    and (${department} is null or coalesce(user.department, '') = ${department} collate nocase)
    and (${groupId} is null or exists (
      select 1 from license_state as state where state.user_id = user.user_id and state.group_id = ${groupId}))`
}

const licensed = sql`exists (select 1 from claim where claim.user_id = user.user_id)`

const Found = z.object({ found: z.int() })

/**
 * Whether an exclusion fits every licensed user, so that nothing would be left to look at. One that is about
 * a product or a rule leaves the others.
 */
export function isEverybody(reader: Reader, exclusion: ExclusionInput): boolean {
  const { upnPattern, department, groupId, skuId, rule } = exclusion
  if (skuId !== null || rule !== null) return false
  if (upnPattern === null && department === null && groupId === null) return false
  const answer = reader.first(
    Found,
    sql`select (select count(*) from (select 1 from user where ${licensed} limit 2)) > 1
      and not exists (select 1 from user where ${licensed} and not (${fitsUser(exclusion)})) as found`,
  )
  return answer?.found === 1
}

/** @throws AppError `badRequest` for an exclusion that fits everybody and was not confirmed */
export function refuseEverybody(
  reader: Reader,
  exclusions: readonly ExclusionInput[],
  confirmed: boolean,
): void {
  if (confirmed) return
  const found = exclusions.find(exclusion => isEverybody(reader, exclusion))
  if (found === undefined) return
  const what = found.upnPattern ?? found.department ?? found.groupId ?? ''
  throw new AppError(
    'badRequest',
    `"${what.slice(0, 80)}" fits every licensed user, so no seat would be looked at.`,
    {
      fix: 'Make it narrower, or confirm that everybody is to be left out.',
    },
  )
}

const Counts = z.object({ fits: z.int(), licensed: z.int() })

/** How many licensed users an exclusion fits, of how many. */
export function countFits(reader: Reader, exclusion: ExclusionInput): { fits: number; licensed: number } {
  const found = reader.first(
    Counts,
    sql`select coalesce(sum(${fitsUser(exclusion)}), 0) as fits, count(*) as licensed from user where ${licensed}`,
  )
  return found ?? { fits: 0, licensed: 0 }
}
