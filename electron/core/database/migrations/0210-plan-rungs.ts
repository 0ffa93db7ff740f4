import type { Migration } from './migration.ts'

/** What people change about the ladder of service plans. */
export const planRungs: Migration = {
  version: 210,
  name: 'own pairs of the ladder of plans',
  up: `
create table plan_rung (
  rung_id integer primary key,
  -- Names of service plans in capitals, without their edition.
  lower text not null,
  higher text not null,
  -- 1: a pair that was added, 0: one of the shipped ladder that is switched off.
  is_on integer not null,
  note text,
  made_by text,
  made_at text not null,
  withdrawn_at text
) strict;
create unique index plan_rung_in_force on plan_rung (lower, higher) where withdrawn_at is null;
`,
}
