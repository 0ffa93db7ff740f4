import type { Writer } from '../connection.ts'
import { identifier, join, raw, type Sql, sql } from '../sql.ts'
import { type Counts, countOf } from './counts.ts'
import type { StagedSource } from './staged.ts'

/** A live table whose rows are staged one by one under its key. */
export type KeyedTable = {
  table: string
  key: string
  /** The other columns, each under the name that it has in the staged JSON. */
  columns: readonly string[]
}

/**
 * Makes a table what was staged: rows that differ are changed, new ones put in and, when the dataset was retrieved in full, missing ones
 * taken out. Nothing else is touched. Of several staged rows with one key the last one counts.
 */
export function replaceKeyed(
  writer: Writer,
  { table, key, columns }: KeyedTable,
  source: StagedSource,
): Counts {
  const name = identifier(table)
  const count = sql`select count(*) as count from ${name}`
  const before = countOf(writer, count)
  writer.run(sql`create temp table incoming_key (key text primary key) strict, without rowid`)
  writer.run(sql`insert or ignore into temp.incoming_key select key from ${source.rows}`)
  const removed = writer.run(
    sql`delete from ${name} where ${identifier(key)} not in (select key from temp.incoming_key)`,
  )
  const changed = writer.run(sql`
    insert into ${name} (${identifier(key)}, ${list(columns, column => column)})
    select key, ${list(columns, column => `row ->> '${column}'`)} from ${source.rows} order by rowid
    on conflict (${identifier(key)}) do update set ${list(columns, column => `${column} = excluded.${column}`)}
    where (${list(columns, column => column)}) is not (${list(columns, column => `excluded.${column}`)})`)
  writer.run(sql`drop table temp.incoming_key`)
  const inserted = countOf(writer, count) - (before - removed)
  return { inserted, updated: Math.max(0, changed - inserted), removed }
}

function list(columns: readonly string[], shape: (column: string) => string): Sql {
  return join(
    columns.map(column => raw(shape(column))),
    ', ',
  )
}
