import type { Migration } from '../migration.ts'

/**
 * Every usage report has a day of its own: figures of activity are those of the days that end with it, per
 * application. The people's latest activity is therefore also kept as if all reports ended on the newest day
 * (`aligned_activity_date`), by which they are compared. How many rows of a report name nobody, or cannot be
 * read, is kept for the balance.
 */
export const reportDays: Migration = {
  version: 70,
  name: 'a day of its own for each report',
  up: `
alter table usage_report add column nameless_rows integer not null default 0;
alter table usage_report add column unreadable_rows integer not null default 0;
update usage_report set refresh_date = null where refresh_date > date(retrieved_at, '+1 day');
update dataset_state set refresh_date = null
  where dataset like 'usage.%' and refresh_date > date(succeeded_at, '+1 day');

alter table app_summary add column as_of text;

alter table user_summary add column aligned_activity_date text;
drop index user_summary_by_activity;
create index user_summary_by_activity
  on user_summary (last_activity_date, sort_name, user_id, license_count, aligned_activity_date) where license_count > 0;
create index user_summary_by_aligned_activity on user_summary (aligned_activity_date, license_count)
  where license_count > 0;
`,
}
