import type { Migration } from './migration.ts'

/**
 * Which apps the reports measure for each user, so that a cell without a date can say why. Nobody knows it of
 * what was judged before.
 */
export const measuredApps: Migration = {
  version: 150,
  name: 'apps that are measured for each user',
  up: `
-- The app is in a plan that is switched on, and its report names the user or a date is remembered.
alter table user_app add column measured integer;
`,
}
