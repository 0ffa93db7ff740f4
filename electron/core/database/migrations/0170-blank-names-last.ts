import type { Migration } from './migration.ts'

/**
 * Users without a display name have no name to sort by, so that they come last in either direction; they were
 * sorted by the name they sign in with. The table is made again because SQLite cannot lift a `not null`, and
 * under its own name because views refer to it.
 */
export const blankNamesLast: Migration = {
  version: 170,
  name: 'no name to sort by for users without one',
  up: `
create table kept_summary as
select summary.*, nullif(user.display_name, '') is not null as is_named
from user_summary as summary left join user using (user_id);
drop table user_summary;

create table user_summary (
  user_id text primary key,
  -- Lower case (ASCII) of the display name; null for users without one.
  sort_name text,
  split_id integer not null,
  license_count integer not null,
  account_enabled integer,
  user_type text,
  last_activity_date text,
  -- 1 within the 30 days that end with the newest report, else 0; null while nobody's activity is known.
  active_30d integer,
  last_sign_in_at text,
  aligned_activity_date text
) strict, without rowid;
insert into user_summary
select user_id, iif(is_named, sort_name, null), split_id, license_count, account_enabled, user_type,
  last_activity_date, active_30d, last_sign_in_at, aligned_activity_date
from kept_summary;
drop table kept_summary;

create index user_summary_by_name on user_summary (sort_name, user_id);
create index user_summary_by_activity
  on user_summary (last_activity_date, sort_name, user_id, license_count, aligned_activity_date) where license_count > 0;
create index user_summary_by_aligned_activity on user_summary (aligned_activity_date, license_count)
  where license_count > 0;
create index user_summary_disabled on user_summary (sort_name, user_id, license_count, account_enabled)
  where license_count > 0 and account_enabled = 0;
create index user_summary_guests on user_summary (sort_name, user_id, license_count, user_type)
  where license_count > 0 and user_type = 'Guest';
`,
}
