import type { Migration } from './migration.ts'

/** Seats in their time of grace are kept by day as well. Nobody knows them of the days before. */
export const graceSeats: Migration = {
  version: 220,
  name: 'seats in grace by day',
  up: `
alter table license_day add column warning_units integer;
`,
}
