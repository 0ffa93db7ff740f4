import { join, raw, type Sql, sql } from '../database/sql.ts'

/** Why Microsoft Entra could not assign a license, and what is to be done, by Microsoft Graph's codes. */
const meanings: Readonly<Record<string, string>> = {
  CountViolation: 'No seat was left. It is demand: free a seat or buy one, then reprocess the group.',
  MutuallyExclusiveViolation:
    'A plan conflicts with one of another license of the user. Switch off one of the two, or remove a license.',
  ProhibitedInUsageLocationViolation:
    'The service is not offered at the usage location of the user. Correct the usage location, or take the user out of the group.',
  DependencyViolation:
    'A plan needs another one that the user has not, or one that is to be removed is needed by another. Assign or switch off both.',
  UniquenessViolation:
    'A value that only one account may have is taken, most often a mail address. Remove the duplicate, then reprocess the group.',
}
const otherMeaning = 'Microsoft gives no reason. The audit log of Microsoft Entra may have one.'

/** SQL for what an error means. */
export function meaningOf(error: Sql): Sql {
  const known = Object.entries(meanings).map(([code, text]) => sql`when ${code} then ${text}`)
  return sql`case ${error} ${join(known, ' ')} else ${otherMeaning} end`
}

/** A group that was not processed for longer than this may fail for a reason that is gone. */
const oldAfterDays = 7

/** SQL for the days since a time; `now` is ISO 8601 UTC. */
const daysSince = (time: Sql, now: string): Sql =>
  sql`cast(julianday(${now}) - julianday(${time}) as integer)`

/**
 * SQL for what speaks against an error: a group is processed again when it changes, not when the reason is
 * gone. Null where nothing does.
 *
 * @param failed the columns with the error, when it was processed last, and how many seats nobody holds
 * @param now ISO 8601 UTC
 */
export function hintOf(
  { error, processed, free }: Record<'error' | 'processed' | 'free', Sql>,
  now: string,
): Sql {
  const days = daysSince(processed, now)
  return sql`case
    when ${error} = 'CountViolation' and ${free} > 0
      then ${free} || iif(${free} = 1, ' seat is', ' seats are') || ' unassigned now: reprocess the group.'
    when ${days} > ${oldAfterDays} then 'The error is ' || ${days} ||
      ' days old and the group was not processed since: the reason may be gone. Reprocess the group.' end`
}

/** SQL for the failed assignments: a row for each product, group (`''` where there is none) and error. */
export const failedAssignments: Sql = raw(`(
  select state.sku_id, state.group_id, ifnull(state.error, '') as error, count(*) as users,
    max(state.updated_at) as processed_at,
    max(license.enabled_units + license.warning_units - license.consumed_units) as free
  from license_state as state left join license on license.sku_id = state.sku_id
  where state.state <> 'Active' and state.state = 'Error' collate nocase
  group by state.sku_id, state.group_id, state.error)`)
