/** Product names and prices, and the figures that are kept ready because a screen must not wait for them. */
export const derivedTables = `
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

create table product_setting (
  sku_id text primary key,
  display_name text,
  unit_price real,
  currency text
) strict, without rowid;

create table meta (
  name text primary key,
  value text not null
) strict, without rowid;

create table user_summary (
  user_id text primary key,
  license_count integer not null,
  last_activity_date text,
  last_sign_in_at text,
  activity text not null,
  sort_name text not null
) strict, without rowid;
create index user_summary_by_name on user_summary (sort_name, user_id);
create index user_summary_by_activity on user_summary (last_activity_date, user_id);

create table license_summary (
  sku_id text primary key,
  assigned_users integer not null,
  active_users_30d integer,
  inactive_users_30d integer
) strict, without rowid;

create table overlap (
  user_id text not null,
  sku_id text not null,
  covered_by_sku_id text not null,
  primary key (user_id, sku_id, covered_by_sku_id)
) strict, without rowid;
`
