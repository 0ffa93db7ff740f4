import type { Migration } from './migration.ts'

/**
 * Who uses an app and is not of its base, told apart. Nobody knows it of what was counted before the next
 * sync.
 */
export const appOthers: Migration = {
  version: 200,
  name: 'use of apps by others, told apart',
  up: `
-- Of the others of 30 days: guests, and members whose account is disabled.
alter table app_use add column guests_30d integer;
alter table app_use add column disabled_30d integer;
-- Active within 30 days under a name that the directory does not know.
alter table app_use add column unmatched_30d integer;
`,
}
