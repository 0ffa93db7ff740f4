import type { Migration } from '../migration.ts'

/** What the app remembers of its own work: runs, per-dataset results and states, balanced books. */
export const journalTables: Migration = {
  version: 30,
  name: 'journal',
  up: `
create table sync_run (
  run_id integer primary key autoincrement,
  mode text not null,
  -- Null while it runs.
  status text,
  started_at text not null,
  finished_at text,
  -- A WireError as JSON.
  error text,
  retry_at text
) strict;

create table sync_dataset_run (
  run_id integer not null references sync_run (run_id) on delete cascade,
  dataset text not null,
  status text not null,
  rows integer not null,
  inserted integer not null,
  updated integer not null,
  removed integer not null,
  requests integer not null,
  bytes integer not null,
  throttled_ms integer not null,
  duration_ms integer not null,
  error text,
  primary key (run_id, dataset)
) strict, without rowid;

create table dataset_state (
  dataset text primary key,
  succeeded_at text,
  last_full_at text,
  delta_link text,
  refresh_date text,
  fingerprint text,
  concealed integer not null default 0,
  rows integer not null default 0,
  failures integer not null default 0,
  problem text
) strict, without rowid;

create table balance_finding (
  run_id integer not null references sync_run (run_id) on delete cascade,
  dataset text not null,
  subject text not null,
  expected integer not null,
  actual integer not null,
  verdict text not null,
  explanation text not null,
  primary key (run_id, dataset, subject)
) strict, without rowid;
`,
}
