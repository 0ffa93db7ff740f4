import type { Migration } from '../migration.ts'

/**
 * Usage in plain tables: people have numbers, and each report has a table of its own with typed columns.
 * These, and `person_activity`, follow the catalogue and are made when a database is opened. What arrives
 * waits in the same file. Usage that was stored another way is retrieved again by the next sync
 * (`usage_stored_again` in `meta` says so until then).
 */
export const plainUsage: Migration = {
  version: 90,
  name: 'usage in plain tables',
  up: `
drop table usage_row;
drop table usage_chunk;
drop table usage_generation;
drop table usage_garbage;
drop table usage_metric;
drop table usage_platform;
drop table usage_activation;
drop table if exists usage_person;

insert or replace into meta (name, value)
select 'usage_stored_again', '1' where exists (select 1 from usage_report);
drop table usage_report;
create table usage_report (
  report_id integer primary key,
  report text not null,
  -- 0 where the report takes no period.
  period_days integer not null,
  refresh_date text,
  concealed integer not null,
  -- 0 where it conceals the names that most reports show: its rows are nobody's.
  counts integer not null,
  row_count integer not null,
  nameless_rows integer not null,
  unreadable_rows integer not null,
  retrieved_at text not null,
  unique (report, period_days)
) strict;
update dataset_state set fingerprint = null, refresh_date = null where dataset like 'usage.%';
delete from app_summary;
delete from meta where name in ('activity_as_of', 'usage_person', 'views');

-- Everybody whom a usage report names, also those who are no (longer) users of the tenant.
create table person (
  person_id integer primary key,
  -- The name in the reports in lower case, be it a sign-in name or what conceals one.
  person_key text not null unique,
  -- As the reports write it, where that differs.
  reported_key text,
  user_id text,
  -- What is shown: the user's name of today, else the reported one.
  user_principal_name text not null,
  -- Under a former name: the person of today's name, whose activity it is.
  counts_for integer
) strict;
create index person_by_name on person (user_principal_name, person_id);
create index person_by_user on person (user_id, person_id) where user_id is not null;
create index person_unmatched on person (person_id) where user_id is null;
create index person_former on person (counts_for) where counts_for is not null;

-- Where a person used which app: a bit for each row of platform_bit; where known has none, no report says anything.
create table person_platform (
  person_id integer primary key,
  used integer not null,
  known integer not null
) strict;
create table platform_bit (
  bit integer primary key,
  app text not null,
  platform text not null
) strict;

-- The columns of the reports that hold figures, in their order.
create table usage_metric (
  report text not null,
  metric text not null,
  position integer not null,
  primary key (report, metric)
) strict, without rowid;

-- Days on which a person is known to have used an app: a bit for each day of the month, the first day's the lowest.
create table activity_day (
  person_id integer not null,
  app text not null,
  -- YYYYMM
  month integer not null,
  days integer not null,
  primary key (person_id, app, month)
) strict, without rowid;

-- What is arriving. The rows of people and of reports about people wait in tables of their own.
create table staged_dataset (
  dataset_id integer primary key,
  dataset text not null unique,
  mode text not null,
  started_at text not null,
  complete integer not null default 0,
  notes text not null,
  refresh_date text,
  concealed integer not null default 0,
  nameless_rows integer not null default 0,
  unreadable_rows integer not null default 0,
  rows integer not null default 0
) strict;

create table staged_chain (
  dataset_id integer not null,
  chain text not null,
  next_link text,
  done integer not null default 0,
  rows integer not null default 0,
  primary key (dataset_id, chain)
) strict, without rowid;

create table staged_row (
  row_id integer primary key,
  dataset_id integer not null,
  key text not null,
  row text not null
) strict;
create index staged_row_by_dataset on staged_row (dataset_id, row_id);
`,
}
