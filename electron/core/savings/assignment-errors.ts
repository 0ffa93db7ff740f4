import { join, raw, type Sql, sql } from '../database/sql.ts'

type Meaning = { readonly meaning: string; readonly fix: string }

/** Why Microsoft Entra could not assign a license, and what is to be done, by Microsoft Graph's codes. */
const errors: Readonly<Record<string, Meaning>> = {
  CountViolation: {
    meaning: 'No seat was left: it counts as demand for seats.',
    fix: 'Free or buy a seat, reprocess the group',
  },
  MutuallyExclusiveViolation: {
    meaning: 'A plan conflicts with one of another license of the user.',
    fix: 'Switch off one of the two plans',
  },
  ProhibitedInUsageLocationViolation: {
    meaning: 'The service is not offered at the usage location of the user.',
    fix: 'Correct the usage location',
  },
  DependencyViolation: {
    meaning: 'A plan needs another one that the user does not have, or that is to be removed.',
    fix: 'Assign the plan that it needs',
  },
  UniquenessViolation: {
    meaning: 'A value that only one account may have is taken, most often a mail address.',
    fix: 'Remove the duplicate value',
  },
}
const other: Meaning = {
  meaning: 'Microsoft gives no reason.',
  fix: 'See the audit log of Microsoft Entra',
}

const textOf = (error: Sql, part: keyof Meaning): Sql =>
  sql`case ${error} ${join(
    Object.entries(errors).map(([code, one]) => sql`when ${code} then ${one[part]}`),
    ' ',
  )} else ${other[part]} end`

/** SQL for what an error means. */
export const meaningOf = (error: Sql): Sql => textOf(error, 'meaning')

/** SQL for what is to be done about an error, as short as a cell of a table. */
export const fixOf = (error: Sql): Sql => textOf(error, 'fix')

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
      then ${free} || iif(${free} = 1, ' seat is', ' seats are') || ' unassigned now: reprocess the group'
    when ${days} > ${oldAfterDays} then ${days} || ' days old: the reason may be gone, reprocess the group' end`
}

/** SQL for the failed assignments: a row for each product, group (`''` where there is none) and error. */
export const failedAssignments: Sql = raw(`(
  select state.sku_id, state.group_id, ifnull(state.error, '') as error, count(*) as users,
    max(state.updated_at) as processed_at,
    max(license.enabled_units + license.warning_units - license.consumed_units) as free
  from license_state as state left join license on license.sku_id = state.sku_id
  where state.state <> 'Active' and state.state = 'Error' collate nocase
  group by state.sku_id, state.group_id, state.error)`)
