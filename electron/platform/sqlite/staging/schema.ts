import type { StagedRow } from '../../../core/graph/rows/page.ts'
import { identifier, join, raw, type Sql, sql } from '../sql.ts'

/** Recognises a staging file of another make, which is thrown away. */
export const stagingVersion = 2

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

/**
 * The rows of all datasets as one: `dataset_id`, `key`, `row` and `rowid`, which goes up in the order of arrival within a dataset. A query
 * for one dataset reads the table of that dataset only.
 */
export function createRowView(datasetIds: readonly number[]): Sql {
  const none = raw('select 0 as dataset_id, null as key, null as row, 0 as rowid where false')
  const parts = datasetIds.map(
    id => sql`select ${raw(String(id))} as dataset_id, key, row, rowid as rowid from ${rowTable(id)}`,
  )
  return sql`create view staged_row (dataset_id, key, row, rowid) as ${join([none, ...parts], ' union all ')}`
}

export const dropRowView = 'drop view if exists staged_row'

/** Rows per statement of {@link appendRows}: more save little, and each number of rows is a statement of its own. */
const rowsPerStatement = 25

/** Appends rows in their order. Many values in one statement cost less than unfolding rows as long as a person's from JSON. */
export function appendRows(datasetId: number, rows: readonly StagedRow[]): Sql[] {
  const whole = rows.length - (rows.length % rowsPerStatement)
  const statements: Sql[] = []
  for (let at = 0; at < whole; at += rowsPerStatement) {
    statements.push(appendStatement(datasetId, rows.slice(at, at + rowsPerStatement)))
  }
  for (const row of rows.slice(whole)) statements.push(appendStatement(datasetId, [row]))
  return statements
}

function appendStatement(datasetId: number, rows: readonly StagedRow[]): Sql {
  const values = rows.map(({ key, row }) => sql`(${key}, ${row})`)
  return sql`insert into ${rowTable(datasetId)} (key, row) values ${join(values, ', ')}`
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

export function countRemoved(datasetId: number): Sql {
  return sql`select count(distinct key) as count from ${rowTable(datasetId)} where row ->> 'removed' = 1`
}
