import { countOf } from '../database/counts.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import type { StagedSource } from '../database/staged-source.ts'
import type { SignInTimes } from '../sync/ports.ts'

/** How many people have a time of a sign-in, stored and staged. */
export function signInTimes(reader: Reader, sources: ReadonlyMap<string, StagedSource>): SignInTimes {
  const source = sources.get('sign_in_activity')
  if (source === undefined) throw new Error('The sign-ins are not complete in staging.')
  return {
    before: countOf(
      reader,
      sql`select count(*) as count from sign_in
        where coalesce(last_interactive_at, last_non_interactive_at, last_successful_at) is not null`,
    ),
    came: countOf(
      reader,
      sql`select count(distinct key) as count from ${source.rows}
        where coalesce(row ->> 'last_interactive_at', row ->> 'last_non_interactive_at',
          row ->> 'last_successful_at') is not null`,
    ),
  }
}
