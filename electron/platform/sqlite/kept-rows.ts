import type Database from 'better-sqlite3'
import { raw, type Sql } from '../../core/database/sql.ts'
import { databaseError } from './errors.ts'

/** As many as a table, its filters and its pick-lists refer to at a time; past it the oldest is replaced. */
const keptLists = 4

export type KeptRows = {
  /** A select of the same ids from the table in which they are kept. */
  keep(ids: Sql): Sql
  /** The same for rows of any columns. */
  keepRows(rows: Sql): Sql
  /** For a transaction that was rolled back, with what it had put into the tables. */
  forget(): void
}

/**
 * Keeps what selects have found in temporary tables of the connection, so that the rows of a page, their
 * count and their totals look a search up once. What is kept is outdated once another connection commits.
 *
 * @param file the database as errors name it
 */
export function createKeptRows(database: Database.Database, file: string): KeptRows {
  const lists = [createKept(database, file, idTables), createKept(database, file, rowTables)] as const
  return {
    keep: lists[0].keep,
    keepRows: lists[1].keep,
    forget: () => {
      for (const list of lists) list.forget()
    },
  }
}

/** What tables of one kind are called, and how one of them is filled anew. */
type Kind = { name: string; fill(database: Database.Database, table: string, query: Sql): void }

const idTables: Kind = {
  name: 'kept_ids',
  fill: (database, table, { text, values }) => {
    database.exec(`create temp table if not exists ${table} (id text primary key) without rowid`)
    database.exec(`delete from temp.${table}`)
    database.prepare(`insert or ignore into temp.${table} ${text}`).run(...values)
  },
}

const rowTables: Kind = {
  name: 'kept_rows',
  fill: (database, table, { text, values }) => {
    database.exec(`drop table if exists temp.${table}`)
    database.prepare(`create temp table ${table} as ${text}`).run(...values)
  },
}

function createKept(database: Database.Database, file: string, { name, fill }: Kind) {
  /** Numbers of the lists by their questions, the oldest first. */
  const kept = new Map<string, number>()
  let made = 0
  const tableOf = (number: number): string => `${name}_${number % keptLists}`
  /** The number keeps two questions apart that are asked of one table after the other. */
  const selectFrom = (number: number): Sql => raw(`select * from temp.${tableOf(number)} /* ${number} */`)
  const keep = (query: Sql): Sql => {
    const version = database.pragma('data_version', { simple: true })
    const question = JSON.stringify([version, query.text, query.values])
    const known = kept.get(question)
    if (known !== undefined) return selectFrom(known)
    const number = made
    made += 1
    for (const [replaced, other] of kept) if (tableOf(other) === tableOf(number)) kept.delete(replaced)
    try {
      writable(database, () => fill(database, tableOf(number), query))
    } catch (error) {
      throw databaseError(error, file)
    }
    kept.set(question, number)
    return selectFrom(number)
  }
  return { keep, forget: () => kept.clear() }
}

/** The database itself was opened for reading: what may be written to is the connection's own file. */
function writable(database: Database.Database, work: () => void): void {
  const isReadOnly = database.pragma('query_only', { simple: true })
  database.pragma('query_only = off')
  try {
    work()
  } finally {
    database.pragma(`query_only = ${Number(isReadOnly)}`)
  }
}
