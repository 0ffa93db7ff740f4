import type { Migration } from './migration.ts'

/**
 * Which apps each user has and uses, as bits of the apps that can be witnesses: adoption is asked of
 * everybody at once, and a screen must not wait for it. Both tables are filled after each sync.
 */
export const appUse: Migration = {
  version: 130,
  name: 'use of apps by those who have them',
  up: `
create table user_app (
  user_id text primary key,
  -- The app is in a plan that is switched on.
  plans integer not null,
  -- Of these, for an enabled member whom the app's report names.
  base integer not null,
  -- Of the base, past the days of grace and without any use on record.
  never integer not null
) strict, without rowid;

create table app_use (
  app text primary key,
  base integer not null,
  active_7d integer not null,
  active_30d integer not null,
  active_90d integer not null,
  active_180d integer not null,
  never_used integer not null,
  -- Active within 30 days and not of the base.
  others_30d integer not null
) strict, without rowid;
`,
}
