import { raw } from '../../database/sql.ts'

/**
 * The licensed guests whom no usage report names, as the table `guest` with its conditions. Guests are in few
 * usage reports or none (microsoft-graph-docs#6034): one whom none names may work all day. The index is named
 * because there are far more people without activity than guests.
 */
export const unheardGuests = raw(`user_summary guest indexed by user_summary_guests
  where guest.license_count > 0 and guest.user_type = 'Guest' and guest.last_activity_date is null`)
