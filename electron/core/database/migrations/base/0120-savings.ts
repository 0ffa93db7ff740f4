import type { Migration } from '../migration.ts'

/**
 * Savings: prices, what people decide, and the verdicts on seats, which are made again after each sync.
 * Prices that were entered per seat and month are taken over.
 */
export const savings: Migration = {
  version: 120,
  name: 'savings',
  up: `
create table price (
  price_id integer primary key,
  sku_id text not null,
  -- Null: for every subscription of the product that has no price of its own.
  subscription_id text,
  -- In ten-thousandths of the currency's unit.
  amount integer not null,
  currency text not null,
  -- month, year or three_years
  per text not null,
  -- Days, both included; null: without beginning, without end.
  valid_from text,
  valid_to text,
  note text,
  entered_at text not null
) strict;
create index price_by_product on price (sku_id, subscription_id);
insert into price (sku_id, amount, currency, per, entered_at)
select sku_id, cast(round(unit_price * 10000) as integer), coalesce(currency, ''), 'month', strftime('%Y-%m-%dT%H:%M:%SZ')
from product_setting where unit_price is not null;

-- What the person adds about a subscription.
create table subscription_fact (
  subscription_id text primary key,
  term text,
  channel text,
  -- How many seats the contract asks for at least.
  min_licenses integer
) strict, without rowid;

-- Whom and what the rules leave out; every given column must match.
create table exclusion (
  exclusion_id integer primary key,
  user_id text,
  -- With * for any letters, in any case.
  upn_pattern text,
  department text,
  group_id text,
  sku_id text,
  rule text,
  reason text not null,
  note text,
  made_by text,
  made_at text not null,
  valid_from text,
  -- The last day; of service and emergency accounts there is a day of review instead.
  valid_until text,
  review_on text,
  ended_at text
) strict;
create index exclusion_by_user on exclusion (user_id) where user_id is not null;

create table postponement (
  user_id text not null,
  sku_id text not null,
  rule text not null,
  -- The grade's place when it was postponed, 0 the surest: a surer claim ends it.
  grade integer not null,
  valid_until text not null,
  made_at text not null,
  primary key (user_id, sku_id, rule)
) strict, without rowid;

create table decision (
  decision_id integer primary key,
  user_id text not null,
  sku_id text not null,
  -- remove, downgrade, keep or ask
  decision text not null,
  target_sku_id text,
  note text,
  decided_by text,
  decided_at text not null,
  -- What was known and claimed at that time, as JSON.
  baseline text not null,
  exported_at text,
  withdrawn_at text
) strict;
create index decision_by_seat on decision (user_id, sku_id, decision_id);

-- Plans that somebody has stated to be unused, although no report shows their use.
create table plan_statement (
  statement_id integer primary key,
  service_plan_name text,
  -- Or all plans but these, as a JSON array of names.
  all_but text,
  made_by text,
  made_at text not null,
  withdrawn_at text
) strict;

-- Who works without a desk: a department, a job title or a group.
create table frontline_mark (
  kind text not null,
  value text not null,
  made_by text,
  made_at text not null,
  primary key (kind, value)
) strict, without rowid;

-- One verdict for each assigned seat.
create table claim (
  user_id text not null,
  sku_id text not null,
  class text not null,
  rule text,
  grade text,
  -- The other rules that match, with blanks between them.
  also text,
  reason text,
  target_sku_id text,
  since text,
  left_out_by integer,
  -- In thirty-thousandths of the currency's unit.
  cost_year integer,
  currency text,
  primary key (user_id, sku_id)
) strict, without rowid;
create index claim_by_product on claim (sku_id, class, grade);
create index claim_by_rule on claim (rule, grade, user_id) where rule is not null;

create table claim_pool (
  sku_id text not null,
  -- P1: unassigned, P2: assigned beyond the bought seats
  rule text not null,
  seats integer not null,
  cost_year integer,
  currency text,
  primary key (sku_id, rule)
) strict, without rowid;

-- paid, free, trial, capacity or device, and what stands behind the verdicts.
create table product_kind (
  sku_id text primary key,
  kind text not null
) strict, without rowid;

create table product_coverage (
  sku_id text not null,
  covered_by_sku_id text not null,
  -- same: by the ids of the plans, higher: by the ladder
  how text not null,
  primary key (sku_id, covered_by_sku_id)
) strict, without rowid;

create table plan_witness (
  sku_id text not null,
  service_plan_id text not null,
  app text not null,
  primary key (sku_id, service_plan_id, app)
) strict, without rowid;

create table report_state (
  report text not null,
  -- 0 where the report takes no period.
  period_days integer not null,
  refresh_date text,
  status text not null,
  primary key (report, period_days)
) strict, without rowid;

-- Of each app why nothing is known of it, and up to which day its use is known.
create table judged_app (
  app text primary key,
  gap text,
  refresh_date text
) strict, without rowid;

-- What was known of each seat at the end of each month.
create table seat_month (
  month text not null,
  user_id text not null,
  sku_id text not null,
  account_enabled integer,
  since text,
  last_activity_date text,
  last_sign_in_at text,
  measured integer not null,
  refresh_date text,
  primary key (month, user_id, sku_id)
) strict, without rowid;
create index seat_month_by_seat on seat_month (user_id, sku_id);

insert or ignore into meta (name, value)
select 'first_activity_as_of', value from meta where name = 'activity_as_of';
`,
}
