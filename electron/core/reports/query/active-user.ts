import { raw, type Sql, sql } from '../../database/sql.ts'
import type { ReportSource } from './source.ts'

/**
 * Whether the user of a row of `user_summary` was active within the 30 days that end with each
 * application's own newest day: 1, 0, or null where that is not known. Guests are in few usage reports or
 * none, so that nothing is known of one whom none names.
 *
 * @param summary the alias of `user_summary`
 */
export function activeUser(summary: string): Sql {
  return raw(
    `iif(${summary}.user_type = 'Guest' and ${summary}.last_activity_date is null, null, ${summary}.active_30d)`,
  )
}

/**
 * The licensed guests whom no usage report names, as the table `guest` with its conditions. Guests are in few
 * usage reports or none (microsoft-graph-docs#6034): one whom none names may work all day. The index is named
 * because there are far more people without activity than guests.
 */
export const unmeasuredGuests = raw(`user_summary guest indexed by user_summary_guests
  where guest.license_count > 0 and guest.user_type = 'Guest' and guest.last_activity_date is null`)

/**
 * Everybody's days end together, see `aligned_activity_date`: the days by which the views count the active
 * ones.
 */
export const recentActivity = (activityDay: string | null): NonNullable<ReportSource['recent']> => ({
  last_activity_date: (_, days) => sql`s.aligned_activity_date >= ${firstOfDays(activityDay, days)}`,
})

export const firstOfDays = (activityDay: string | null, days: number): Sql =>
  sql`date(${activityDay}, ${`-${days - 1} days`})`
