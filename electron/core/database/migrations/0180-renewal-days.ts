import type { Migration } from './migration.ts'

/** Which dates of renewal each subscription has had: the jump from one to the next suggests its term. */
export const renewalDays: Migration = {
  version: 180,
  name: 'dates of renewal that syncs have seen',
  up: `
create table renewal_day (
  subscription_id text not null,
  -- YYYY-MM-DD
  next_day text not null,
  primary key (subscription_id, next_day)
) strict, without rowid;
insert into renewal_day (subscription_id, next_day)
select subscription_id, substr(next_lifecycle_at, 1, 10) from subscription where next_lifecycle_at is not null;
`,
}
