import type { Migration } from './migration.ts'

/** How many days ago seats were last used. The next sync judges again, so that it is known of each. */
export const seatUse: Migration = {
  version: 190,
  name: 'seats by days since their last use',
  up: `
alter table claim add column use_band text;

create table seat_use (
  sku_id text not null,
  -- date, activation, none_on_record or not_measured
  state text not null,
  -- Back from the day up to which the app is known: 0 for up to 6, 7 for up to 29, then each by itself, 180 for
  -- all before; null without a day.
  days integer,
  -- 1 where rules look at the seats: they are not too new, and not left out by themselves.
  is_open integer not null,
  seats integer not null
) strict;

delete from meta where name = 'judged_of';
`,
}
