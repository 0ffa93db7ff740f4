import { type Counts, countOf } from '../database/counts.ts'
import type { Writer } from '../database/ports.ts'
import { identifier, join, raw, type Sql, sql } from '../database/sql.ts'
import type { StagedSource } from '../database/staged-source.ts'
import type { KeyedTable } from '../datasets/dataset.ts'

const dayMs = 86_400_000

/**
 * Unfolds staged rows into the temporary table `unfolded_<table>`. Of several rows with one key the last
 * one counts.
 */
export function unfoldKeyed(
  writer: Writer,
  { table, key, columns, keeps, latest = [] }: KeyedTable,
  { rows }: StagedSource,
): void {
  const incoming = unfoldedTable(table)
  writer.run(sql`drop table if exists temp.${incoming}`)
  writer.run(sql`
    create temp table ${incoming} (
      ${identifier(key)} text primary key, ${list(columns, column => `${column} any`)}
    ) strict, without rowid`)
  writer.run(sql`
    insert or replace into temp.${incoming} (${identifier(key)}, ${list(columns, column => column)})
    select staged.key, ${list(columns, column => {
      const came = `staged.row ->> '${column}'`
      if (latest.includes(column))
        return `max(ifnull(${came}, known.${column}), ifnull(known.${column}, ${came}))`
      return keeps.includes(column) ? `coalesce(nullif(${came}, ''), known.${column}, ${came})` : came
    })}
    from ${rows} as staged left join ${identifier(table)} as known on known.${identifier(key)} = staged.key
    order by staged.key, staged.row_id`)
}

/**
 * Makes a table what was unfolded: rows that differ are changed, new ones put in and missing ones taken
 * out. Nothing else is touched.
 */
export function replaceKeyed(writer: Writer, { table, key, columns }: KeyedTable): Counts {
  const name = identifier(table)
  const incoming = sql`temp.${unfoldedTable(table)}`
  const count = sql`select count(*) as count from ${name}`
  const before = countOf(writer, count)
  const removed = writer.run(
    sql`delete from ${name} where ${identifier(key)} not in (select ${identifier(key)} from ${incoming})`,
  )
  const changed = writer.run(sql`
    insert into ${name} (${identifier(key)}, ${list(columns, column => column)})
    select ${identifier(key)}, ${list(columns, column => column)} from ${incoming} where true
    on conflict (${identifier(key)}) do update set ${list(columns, column => `${column} = excluded.${column}`)}
    where (${list(columns, column => `${table}.${column}`)}) is not (${list(columns, column => `excluded.${column}`)})`)
  const inserted = countOf(writer, count) - (before - removed)
  return { inserted, updated: changed - inserted, removed }
}

/**
 * Takes times that lie ahead out of what was unfolded: what will have happened is not known. The stored one
 * stays where it can be true.
 *
 * @param now ISO 8601 UTC; clocks differ, so that the day after it still counts
 */
export function dropFutureTimes(writer: Writer, { table, key, latest = [] }: KeyedTable, now: string): void {
  const incoming = unfoldedTable(table)
  const end = new Date(Date.parse(now) + dayMs).toISOString()
  for (const column of latest.map(identifier)) {
    writer.run(sql`
      update temp.${incoming} set ${column} = (
        select known.${column} from ${identifier(table)} as known
        where known.${identifier(key)} = ${incoming}.${identifier(key)} and known.${column} <= ${end})
      where ${column} > ${end}`)
  }
}

export function dropKeyed(writer: Writer, { table }: KeyedTable): void {
  writer.run(sql`drop table if exists temp.${unfoldedTable(table)}`)
}

function unfoldedTable(table: string): Sql {
  return identifier(`unfolded_${table}`)
}

function list(columns: readonly string[], shape: (column: string) => string): Sql {
  return join(
    columns.map(column => raw(shape(column))),
    ', ',
  )
}
