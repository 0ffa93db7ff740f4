import { raw, type Sql } from '../../database/sql.ts'

/**
 * Whether the user of a row of `user_summary` was active within the 30 days that end with each application's own
 * newest day: 1, 0, or null where that is not known. Guests are in few usage reports or none, so that nothing is
 * known of one whom none names.
 *
 * @param summary the alias of `user_summary`
 */
export function activeUser(summary: string): Sql {
  return raw(
    `iif(${summary}.user_type = 'Guest' and ${summary}.last_activity_date is null, null, ${summary}.active_30d)`,
  )
}
