import type { Migration } from '../migration.ts'

/**
 * Seats of which Microsoft Graph says nothing are unknown and not none, so that their columns may be empty.
 */
export const unknownSeats: Migration = {
  version: 80,
  name: 'unknown seats',
  up: `
create temp table license_before as select * from license;
drop table license;
create table license (
  sku_id text primary key,
  sku_part_number text not null,
  applies_to text,
  capability_status text,
  enabled_units integer,
  warning_units integer,
  suspended_units integer,
  locked_out_units integer,
  consumed_units integer
) strict, without rowid;
insert into license (
  sku_id, sku_part_number, applies_to, capability_status, enabled_units, warning_units, suspended_units,
  locked_out_units, consumed_units)
select sku_id, sku_part_number, applies_to, capability_status, enabled_units, warning_units, suspended_units,
  locked_out_units, consumed_units from temp.license_before;
drop table temp.license_before;
`,
}
