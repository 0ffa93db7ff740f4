import type { Migration } from '../migration.ts'

/**
 * What a question to a view about one person or one product needs to find its rows at once, and the places of
 * the apps among what is kept of a person's activity.
 */
export const lookups: Migration = {
  version: 100,
  name: 'lookups by name and product',
  up: `
-- The views show names as the directory writes them, and are asked by these.
create index user_by_name on user (user_principal_name);
create index change_by_name on change (user_principal_name, change_id) where user_principal_name is not null;
create index change_by_product on change (sku_id, change_id) where sku_id is not null;
create index license_day_by_product on license_day (sku_id, date);
create index license_state_in_trouble_by_product on license_state (sku_id, user_id, group_id, state)
  where state <> 'Active';

-- The apps of person_activity, in the order of its columns.
create table activity_app (
  app text primary key,
  position integer not null
) strict, without rowid;

-- The days of a month as bits of activity_day.
create table day_bit (
  bit integer primary key,
  day integer not null
) strict;
insert into day_bit (bit, day)
with recursive days (day) as (select 1 union all select day + 1 from days where day < 31)
select 1 << (day - 1), day from days;
`,
}
