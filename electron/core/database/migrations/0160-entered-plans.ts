import type { Migration } from './migration.ts'

/** Plans and decisions about renewals in tables of their own; they were JSON in `meta`. */
export const enteredPlans: Migration = {
  version: 160,
  name: 'saved plans and decisions about renewals',
  up: `
create table saved_plan (
  name text primary key,
  -- ISO 8601 UTC
  saved_at text not null,
  -- The question and what it came to on that day, as JSON.
  plan text not null,
  totals text not null,
  -- When decisions were made of it; null while there are none.
  decided_at text
) strict, without rowid;
insert into saved_plan (name, saved_at, plan, totals, decided_at)
select one.value ->> 'name', one.value ->> 'savedAt', one.value -> 'plan', one.value -> 'totals', one.value ->> 'decidedAt'
from meta, json_each(meta.value) as one where meta.name = 'savings_plans';

create table renewal_decision (
  subscription_id text primary key,
  -- keep, cut or cancel
  kind text not null,
  -- What it is cut to.
  seats integer,
  note text,
  decided_at text not null,
  -- YYYY-MM-DD, the next day that it was decided for.
  for_day text
) strict, without rowid;
insert into renewal_decision (subscription_id, kind, seats, note, decided_at, for_day)
select one.key, one.value ->> 'kind', one.value ->> 'seats', one.value ->> 'note', one.value ->> 'decidedAt', one.value ->> 'forDay'
from meta, json_each(meta.value) as one where meta.name = 'renewal_decisions';

delete from meta where name in ('savings_plans', 'renewal_decisions');
`,
}
