/**
 * Whether a user was active in no application within 30 days, in SQL over the public views; of guests without
 * any activity that is not known.
 *
 * @param user the alias of `v_users`
 */
export const isInactive = (user: string): string => `not exists (
  select 1 from v_app_activity as used where used.user_id = ${user}.user_id and used.last_activity_date >= date(
    (select max(report_refresh_date) from v_app_activity as own where own.app = used.app), '-29 days'))
  and (${user}.user_type <> 'Guest' or ${user}.last_activity_date is not null)`
