import type { PersonChunk } from '../../../core/graph/csv/person-lines.ts'
import { identifier, type Sql, sql } from '../sql.ts'

/** Recognises a staging file of another make, which is thrown away. */
export const stagingVersion = 5

export const stagingPragmas: readonly string[] = [
  'page_size = 8192',
  // Whoever publishes what is whole does not keep the rest from arriving.
  'journal_mode = wal',
  // What is staged can be downloaded again, and a process that is killed loses nothing that it wrote.
  'synchronous = off',
  'cache_size = -4000',
  'temp_store = file',
  'trusted_schema = off',
]

export const stagingTables = `
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

pragma user_version = ${stagingVersion};
`

/** A chunk whose bytes are known to be UTF-8, or texts. */
export type StagedChunk = Omit<PersonChunk, 'people' | 'cells'> &
  Record<'people' | 'cells', Uint8Array | string>

/** Every dataset has a table of its own: adding to it is appending, and throwing it away costs the same for ten rows or a million. */
export function rowTable(datasetId: number): Sql {
  return identifier(`staged_row_${datasetId}`)
}

export function createRowTable(datasetId: number): Sql {
  return sql`create table ${rowTable(datasetId)} (key text not null, row text not null) strict`
}

export function dropRowTable(datasetId: number): Sql {
  return sql`drop table if exists ${rowTable(datasetId)}`
}

/** The rows of a report that come in chunks, see `PersonChunk`; the order of arrival is that of their ids. */
export function chunkTable(datasetId: number): Sql {
  return identifier(`staged_chunk_${datasetId}`)
}

export function createChunkTable(datasetId: number): Sql {
  return sql`create table ${chunkTable(datasetId)} (
    chunk_id integer primary key, rows integer not null, people text not null, cells text not null) strict`
}

export function dropChunkTable(datasetId: number): Sql {
  return sql`drop table if exists ${chunkTable(datasetId)}`
}

export function appendChunk(datasetId: number, { rows, people, cells }: StagedChunk): Sql {
  return sql`
    insert into ${chunkTable(datasetId)} (rows, people, cells)
    values (${rows}, cast(${people} as text), cast(${cells} as text))`
}

/** The statement that appends one row: its key and its JSON. */
export function appendRow(datasetId: number): string {
  return `insert into ${rowTable(datasetId).text} (key, row) values (?, ?)`
}

/**
 * Appends a batch of short rows, as a JSON object `{key: row, …}` that SQLite unfolds; a key that comes twice is appended twice. The rows of
 * a report cost half as much this way as handed over one by one.
 */
export function appendBatch(datasetId: number, rows: string | Uint8Array): Sql {
  return sql`insert into ${rowTable(datasetId)} (key, row) select key, value from json_each(cast(${rows} as text))`
}

export function countKeys(datasetId: number): Sql {
  return sql`select count(distinct key) as count from ${rowTable(datasetId)}`
}
