import type { Migration } from './migration.ts'

/**
 * Which windows of an app are exact, and the use of each app by department. The next sync judges again, so
 * that both are known.
 */
export const appWindows: Migration = {
  version: 250,
  name: 'exact windows of apps, and their use by department',
  up: `
-- The windows in which somebody is counted by the day of the last use alone, as bits: 1 for 7 days, 2 for 30, 4
-- for 90, 8 for 180. Null where that was not looked at: then it is all of them.
alter table app_use add column at_most integer;

create table split_app_use (
  split_id integer not null,
  -- Empty for whoever has any of the apps.
  app text not null,
  base integer not null,
  never_used integer not null,
  active_7d integer not null,
  active_30d integer not null,
  active_90d integer not null,
  active_180d integer not null,
  -- Used within the next longer window, and not within this one; of any app, one of them at least.
  lost_7d integer not null,
  lost_30d integer not null,
  lost_90d integer not null,
  primary key (split_id, app)
) strict, without rowid;

delete from meta where name = 'judged_of';
`,
}
