import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { withoutIndexes } from '../../database/without-indexes.ts'
import { nameSplits } from './split-names.ts'

/** The first of the 30 days that end with the newest report, with whose end everybody's days are aligned. */
const activeSince = `(select date(value, '-29 days') from meta where name = 'activity_as_of')`

const withActivity = `
  left join person on person.person_key = user.upn_key and person.user_id = user.user_id
  left join person_activity as activity on activity.person_id = person.person_id`

/** Makes everybody's figures anew. */
export function fillUserSummaries(writer: Writer): void {
  enterSplits(writer, 'from user')
  nameSplits(writer)
  withoutIndexes(writer, 'user_summary', '%', () => {
    writer.script('delete from user_summary')
    writer.run(raw(`insert into user_summary (${columns.join(', ')}) ${summariesOf('from user')}`))
  })
}

/**
 * Brings the figures of the people in `temp.touched_user` up to date; those who are gone have been removed
 * before.
 */
export function updateTouchedSummaries(writer: Writer): void {
  const people = 'from temp.touched_user as touched cross join user using (user_id)'
  const values = columns.filter(column => column !== 'user_id')
  enterSplits(writer, people)
  nameSplits(writer)
  writer.run(
    raw(`
    insert into user_summary (${columns.join(', ')}) ${summariesOf(people)}
    on conflict (user_id) do update set ${values.map(column => `${column} = excluded.${column}`).join(', ')}
    where (${values.join(', ')}) is not (${values.map(column => `excluded.${column}`).join(', ')})`),
  )
}

/** Takes over what the usage reports say of everybody, after they were published. */
export function updateActivity(writer: Writer): void {
  withoutIndexes(writer, 'user_summary', '%activity_date%', () => {
    writer.run(
      raw(`
      update user_summary set last_activity_date = fresh.last_activity_date,
        aligned_activity_date = fresh.aligned_activity_date, active_30d = fresh.active_30d
      from (
        select user.user_id, activity.last_activity_date, activity.aligned_activity_date,
          coalesce(activity.aligned_activity_date, '') >= ${activeSince} as active_30d
        from user ${withActivity}
      ) as fresh
      where fresh.user_id = user_summary.user_id
        and (fresh.last_activity_date is not user_summary.last_activity_date
          or fresh.aligned_activity_date is not user_summary.aligned_activity_date
          or fresh.active_30d is not user_summary.active_30d)`),
    )
  })
}

const columns = [
  'user_id',
  'sort_name',
  'split_id',
  'license_count',
  'account_enabled',
  'user_type',
  'last_activity_date',
  'aligned_activity_date',
  'active_30d',
  'last_sign_in_at',
]

/** @param people the tables to go through, among them `user` */
function summariesOf(people: string): string {
  return `
    select
      user.user_id,
      lower(nullif(user.display_name, '')),
      split.split_id,
      (select count(*) from assigned_license where assigned_license.user_id = user.user_id),
      user.account_enabled,
      user.user_type,
      activity.last_activity_date,
      activity.aligned_activity_date,
      coalesce(activity.aligned_activity_date, '') >= ${activeSince},
      nullif(max(coalesce(sign_in.last_interactive_at, ''), coalesce(sign_in.last_non_interactive_at, '')), '')
    ${people}
    join split on split.department = coalesce(user.department, '')
      and split.country = coalesce(user.country, '')
      and split.company_name = coalesce(user.company_name, '')
    ${withActivity}
    left join sign_in on sign_in.user_id = user.user_id
    where true`
}

function enterSplits(writer: Writer, people: string): void {
  writer.run(
    raw(`
    insert or ignore into split (department, country, company_name)
    select distinct coalesce(department, ''), coalesce(country, ''), coalesce(company_name, '') ${people}`),
  )
}
