import { z } from 'zod'
import type { Writer } from '../connection.ts'
import { identifier, raw, sql } from '../sql.ts'
import type { Scope } from './scope.ts'

/** The first of the 30 days that end with the newest report. */
const activeSince = `(select date(value, '-29 days') from meta where name = 'activity_as_of')`

/** Keeps each person's figures; what has not changed is not written. People who are gone have been removed before. */
export function deriveUserSummaries(writer: Writer, scope: Scope): void {
  if (scope === 'touched') upsertSummaries(writer, scope)
  else withoutIndexes(writer, () => upsertSummaries(writer, scope))
}

const Index = z.object({ name: z.string(), sql: z.string() })

/** Makes the indexes whose columns change for most people anew after the work, which is quicker than to change them row by row. */
function withoutIndexes(writer: Writer, work: () => void): void {
  const indexes = writer.all(
    Index,
    sql`select name, sql from sqlite_schema
      where type = 'index' and tbl_name = 'user_summary' and sql is not null
        and (name = 'user_summary_by_activity' or not exists (select 1 from user_summary))`,
  )
  for (const { name } of indexes) writer.run(sql`drop index ${identifier(name)}`)
  work()
  for (const index of indexes) writer.script(index.sql)
}

function upsertSummaries(writer: Writer, scope: Scope): void {
  const from =
    scope === 'all' ? 'from user' : 'from temp.touched_user as touched cross join user using (user_id)'
  writer.run(
    raw(`
    insert or ignore into split (department, country, company_name)
    select distinct coalesce(department, ''), coalesce(country, ''), coalesce(company_name, '') ${from}`),
  )
  writer.run(
    raw(`
    insert into user_summary (
      user_id, sort_name, split_id, license_count, account_enabled, user_type,
      last_activity_date, active_30d, last_sign_in_at)
    select
      user.user_id,
      lower(coalesce(user.display_name, user.user_principal_name, user.user_id)),
      split.split_id,
      (select count(*) from assigned_license where assigned_license.user_id = user.user_id),
      user.account_enabled,
      user.user_type,
      person.last_activity_date,
      coalesce(person.last_activity_date, '') >= ${activeSince},
      nullif(max(coalesce(sign_in.last_interactive_at, ''), coalesce(sign_in.last_non_interactive_at, '')), '')
    ${from}
    join split on split.department = coalesce(user.department, '')
      and split.country = coalesce(user.country, '')
      and split.company_name = coalesce(user.company_name, '')
    left join usage_person as person on person.person_key = user.upn_key and person.user_id = user.user_id
    left join sign_in on sign_in.user_id = user.user_id
    where true
    on conflict (user_id) do update set
      sort_name = excluded.sort_name, split_id = excluded.split_id, license_count = excluded.license_count,
      account_enabled = excluded.account_enabled, user_type = excluded.user_type,
      last_activity_date = excluded.last_activity_date, active_30d = excluded.active_30d,
      last_sign_in_at = excluded.last_sign_in_at
    where (sort_name, split_id, license_count, account_enabled, user_type, last_activity_date, active_30d,
        last_sign_in_at)
      is not (excluded.sort_name, excluded.split_id, excluded.license_count, excluded.account_enabled,
        excluded.user_type, excluded.last_activity_date, excluded.active_30d, excluded.last_sign_in_at)`),
  )
}
