import { countOf } from '../../database/counts.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { StagedSource } from '../../database/staged-source.ts'
import { countUsers } from '../tenant-data.ts'

/** How many people there would be after the staged changes were published, which nothing is changed for. */
export function peopleAfter(reader: Reader, sources: ReadonlyMap<string, StagedSource>): number {
  if (!sources.has('users')) throw new Error('The people are not complete in staging.')
  const gone = countOf(
    reader,
    sql`select count(*) as count from incoming_user as incoming cross join user using (user_id) where removed = 1`,
  )
  const came = countOf(
    reader,
    sql`select count(*) as count from incoming_user as incoming left join user using (user_id)
      where removed = 0 and told <> 0 and user.user_id is null`,
  )
  return countUsers(reader) - gone + came
}
