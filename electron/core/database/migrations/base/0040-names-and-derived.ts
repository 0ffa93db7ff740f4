import type { Migration } from '../migration.ts'

/**
 * Product names and prices, and the figures that are kept ready because a screen must not wait for them. The
 * table `activity` (a row per person of the usage reports, a column per app) belongs to these too; it follows
 * the catalogue and is made when a database is opened.
 */
export const derivedTables: Migration = {
  version: 40,
  name: 'names and derived figures',
  up: `
create table meta (
  name text primary key,
  value text not null
) strict, without rowid;

create table product_name (
  sku_id text primary key,
  string_id text not null,
  display_name text not null
) strict, without rowid;

create table product_plan (
  sku_id text not null,
  service_plan_id text not null,
  service_plan_name text not null,
  friendly_name text not null,
  primary key (sku_id, service_plan_id)
) strict, without rowid;

-- What stands in for a product that Microsoft's table does not know.
create table product_fallback (
  sku_id text primary key,
  display_name text not null,
  nearest_sku_id text
) strict, without rowid;

-- What a person set: it wins over every other name.
create table product_setting (
  sku_id text primary key,
  display_name text,
  unit_price real,
  currency text
) strict, without rowid;

-- Every enabled service plan of sku_id for people is an enabled one of covered_by_sku_id too.
create table product_cover (
  sku_id text not null,
  covered_by_sku_id text not null,
  primary key (sku_id, covered_by_sku_id)
) strict, without rowid;

-- The different combinations of what people are split by; empty text where a person has none.
create table split (
  split_id integer primary key,
  department text not null,
  country text not null,
  company_name text not null,
  unique (department, country, company_name)
) strict;

create table user_summary (
  user_id text primary key,
  -- Lower case (ASCII) of display name, else user principal name, else id.
  sort_name text not null,
  split_id integer not null,
  license_count integer not null,
  account_enabled integer,
  user_type text,
  last_activity_date text,
  -- 1 within the 30 days that end with the newest report, else 0; null while nobody's activity is known.
  active_30d integer,
  last_sign_in_at text
) strict, without rowid;
create index user_summary_by_name on user_summary (sort_name, user_id);
-- A partial index holds the columns of its condition too: without them counting its rows would fetch each one.
create index user_summary_by_activity on user_summary (last_activity_date, sort_name, user_id, license_count)
  where license_count > 0;
create index user_summary_disabled on user_summary (sort_name, user_id, license_count, account_enabled)
  where license_count > 0 and account_enabled = 0;
create index user_summary_guests on user_summary (sort_name, user_id, license_count, user_type)
  where license_count > 0 and user_type = 'Guest';

-- Counts of people; active_30d is null while nobody's activity is known. The inactive are the others.
create table split_summary (
  split_id integer primary key,
  people integer not null,
  licensed integer not null,
  licensed_active_30d integer,
  licenses integer not null
) strict;

create table split_license (
  split_id integer not null,
  sku_id text not null,
  assigned_users integer not null,
  active_users_30d integer,
  disabled_users integer not null,
  guest_users integer not null,
  primary key (split_id, sku_id)
) strict, without rowid;

-- The same over all people.
create table license_summary (
  sku_id text primary key,
  assigned_users integer not null,
  active_users_30d integer,
  disabled_users integer not null,
  guest_users integer not null
) strict, without rowid;

create table app_summary (
  app text primary key,
  -- People with any activity on record, and those of them within the 30 days that end with the newest report.
  people integer not null,
  active_30d integer not null
) strict, without rowid;

create table overlap (
  user_id text not null,
  sku_id text not null,
  covered_by_sku_id text not null,
  primary key (user_id, sku_id, covered_by_sku_id)
) strict, without rowid;
`,
}
