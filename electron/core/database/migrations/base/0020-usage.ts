import type { Migration } from '../migration.ts'

/**
 * Usage as the reports give it. A person's row of a report is one JSON array, so that a new report or column
 * needs no migration and a row costs one insertion: element 0 is the person's key as it was reported where
 * that differs from `person_key`, else null; the catalogue entry's cells follow in order. `usage_metric`,
 * `usage_platform` and `usage_activation` say what the elements mean; they mirror the catalogue and are
 * written when a database is opened.
 *
 * Rows count only while `usage_report` names their `report_id`. A report that is retrieved again gets another
 * one: its rows are stored under it while the sync goes on (`usage_generation`), and publishing them is to
 * name the new id and leave the old one to be swept away (`usage_garbage`).
 */
export const usageTables: Migration = {
  version: 20,
  name: 'usage',
  up: `
create table usage_report (
  report_id integer primary key,
  report text not null,
  -- 0 where the report takes no period.
  period_days integer not null,
  refresh_date text,
  concealed integer not null,
  -- 1 where its rows hold dates of last activity.
  has_activity integer not null,
  -- The names of the cells and where the dates of activity are, as JSON; rows with another layout than today's cannot be read.
  layout text not null,
  row_count integer not null,
  retrieved_at text not null,
  unique (report, period_days)
) strict;

create table usage_row (
  report_id integer not null,
  person_key text not null,
  item text not null,
  -- For each of the catalogue entry's apps thirteen characters: the date of last activity and the report_id, or blanks; or null.
  activity text,
  cells text not null,
  primary key (report_id, person_key, item)
) strict, without rowid;

create table usage_generation (
  dataset text primary key,
  report_id integer not null,
  -- Which staged rows it was made from.
  source text not null,
  row_count integer not null,
  inserted integer not null,
  updated integer not null,
  removed integer not null
) strict, without rowid;

create table usage_garbage (
  report_id integer primary key
) strict;

create table usage_metric (
  report text not null,
  position integer not null,
  metric text not null,
  primary key (report, position)
) strict, without rowid;

create table usage_platform (
  report text not null,
  position integer not null,
  app text not null,
  platform text not null,
  primary key (report, position, app, platform)
) strict, without rowid;

create table usage_activation (
  report text not null,
  position integer not null,
  platform text not null,
  date_position integer,
  primary key (report, position)
) strict, without rowid;

create table usage_day (
  date text not null,
  app text not null,
  measure text not null,
  value integer not null,
  primary key (app, measure, date)
) strict, without rowid;
create index usage_day_by_date on usage_day (date, app, measure);

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
`,
}
