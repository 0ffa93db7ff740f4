import type { Migration } from './migration.ts'

/** A saved plan can be written as decisions more than once, for instance of more users than at first. */
export const planDecisions: Migration = {
  version: 240,
  name: 'earlier decisions of saved plans',
  up: `
-- When decisions were made of it before the last time, as JSON.
alter table saved_plan add column decided_before text not null default '[]';
`,
}
