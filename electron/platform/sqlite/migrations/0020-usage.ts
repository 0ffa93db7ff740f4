/**
 * Usage as the reports give it. A person's row of a report is one JSON array in the order of the catalogue entry's cells, so that a new
 * report or column needs no migration and a row costs one insertion; the views unfold it.
 */
export const usageTables = `
create table usage_row (
  report text not null,
  period_days integer not null,
  person_key text not null,
  item text not null,
  cells text not null,
  primary key (report, period_days, person_key, item)
) strict, without rowid;

create table usage_report (
  report text not null,
  period_days integer not null,
  refresh_date text,
  concealed integer not null,
  row_count integer not null,
  retrieved_at text not null,
  primary key (report, period_days)
) strict, without rowid;

create table usage_day (
  date text not null,
  app text not null,
  measure text not null,
  value integer,
  primary key (app, measure, date)
) strict, without rowid;

create table license_day (
  date text not null,
  sku_id text not null,
  sku_part_number text not null,
  enabled_units integer not null,
  consumed_units integer not null,
  primary key (date, sku_id)
) strict, without rowid;

create table change (
  change_id integer primary key,
  run_id integer not null,
  at text not null,
  kind text not null,
  user_id text,
  user_principal_name text,
  sku_id text,
  detail text
) strict;
create index change_by_user on change (user_id, change_id);
create index change_by_run on change (run_id, change_id);
`
