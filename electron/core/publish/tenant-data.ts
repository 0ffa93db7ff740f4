import { type Counts, countOf } from '../database/counts.ts'
import type { Reader, Writer } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { signInActivity } from '../datasets/sign-in-activity.ts'
import { dropFutureTimes, replaceKeyed } from './keyed.ts'

/** Sign-in times come as a whole list; afterwards the people's figures take them over where they differ. */
export function publishSignIns(writer: Writer, now: string): Counts {
  dropFutureTimes(writer, signInActivity.table, now)
  const counts = replaceKeyed(writer, signInActivity.table)
  writer.run(sql`
    update user_summary set last_sign_in_at = latest.at
    from (
      select user_id,
        nullif(max(coalesce(last_interactive_at, ''), coalesce(last_non_interactive_at, '')), '') as at
      from sign_in
    ) as latest
    where latest.user_id = user_summary.user_id and latest.at is not user_summary.last_sign_in_at`)
  if (counts.removed > 0) {
    writer.run(sql`
      update user_summary set last_sign_in_at = null
      where last_sign_in_at is not null and user_id not in (select user_id from sign_in)`)
  }
  return counts
}

/** How many people the tenant has. */
export function countUsers(reader: Reader): number {
  return countOf(reader, sql`select count(*) as count from user`)
}
