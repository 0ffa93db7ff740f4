import type { Migration } from '../migration.ts'

/**
 * Reports with one row for each person are stored in chunks of up to a thousand rows, because a row each
 * costs more to store, to sort and to find than everything else of a sync. `cells` and `people` are what
 * `PersonChunk` says. Reports with several rows for a person keep their table of rows. What was stored the
 * old way is retrieved again by the next sync.
 */
export const usageChunks: Migration = {
  version: 50,
  name: 'usage in chunks',
  up: `
delete from usage_report;
delete from usage_generation;
delete from usage_garbage;
update dataset_state set fingerprint = null, refresh_date = null where dataset like 'usage.%';
delete from app_summary;
delete from meta where name in ('activity_as_of', 'usage_person');

drop table usage_row;
create table usage_row (
  report_id integer not null,
  person_key text not null,
  item text not null,
  cells text not null,
  primary key (report_id, person_key, item)
) strict, without rowid;

create table usage_chunk (
  -- Goes up in the order in which the rows arrived.
  chunk_id integer primary key,
  report_id integer not null,
  rows integer not null,
  people text not null,
  cells text not null
) strict;
create index usage_chunk_by_report on usage_chunk (report_id, chunk_id);
`,
}
