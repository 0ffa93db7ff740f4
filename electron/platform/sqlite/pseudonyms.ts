import type Database from 'better-sqlite3'
import type { Reader } from '../../core/database/ports.ts'
import { identifier, type Sql } from '../../core/database/sql.ts'
import type { Pseudonyms } from '../../core/privacy/pseudonyms.ts'
import { shadowedColumns } from '../../core/privacy/shadows.ts'

/**
 * Lets a connection read every user under a made-up name: temporary views take the place of the tables that
 * hold names, and of the views over them. Nothing is written into the file, and whatever is read later,
 * reports of today or of a later version, finds no other names.
 */
export function replaceNames(database: Database.Database, pseudonyms: Pseudonyms): void {
  const text = (value: unknown): string | null => (value === null ? null : String(value))
  const ofId = (make: (id: string) => string) => (id: unknown) => {
    const known = text(id)
    return known === null ? null : make(known)
  }
  const options = { deterministic: true }
  database.function('pseudonym_name', options, ofId(pseudonyms.name))
  database.function('pseudonym_upn', options, ofId(pseudonyms.principalName))
  database.function('pseudonym_text', options, (id: unknown, department: unknown) =>
    pseudonyms.searchText(String(id), text(department)),
  )
  for (const [table, replaced] of Object.entries(shadowedColumns)) {
    const columns = columnsOf(database, table).map(column =>
      Object.hasOwn(replaced, column) ? `${replaced[column]} as ${quoted(column)}` : quoted(column),
    )
    if (columns.length === 0) continue
    database.exec(
      `create temp view ${quoted(table)} as select ${columns.join(', ')} from main.${quoted(table)}`,
    )
  }
  for (const view of viewsOf(database)) database.exec(view.replace(/^create view/i, 'create temp view'))
}

/** A view has no index of its own to be told of; which one serves is found out without the hint. */
export function withoutIndexHints(reader: Reader): Reader {
  const plain = ({ text, values }: Sql): Sql => ({ text: text.replaceAll(/ indexed by \w+/g, ''), values })
  return {
    ...reader,
    hasPseudonyms: true,
    all: (row, statement) => reader.all(row, plain(statement)),
    first: (row, statement) => reader.first(row, plain(statement)),
    keep: ids => reader.keep(plain(ids)),
    keepRows: rows => reader.keepRows(plain(rows)),
    iterate: (row, statement) => reader.iterate(row, plain(statement)),
  }
}

function quoted(name: string): string {
  return identifier(name).text
}

function columnsOf(database: Database.Database, table: string): string[] {
  const rows = database.prepare('select name from pragma_table_info(?, ?)').pluck().all(table, 'main')
  return rows.map(String)
}

function viewsOf(database: Database.Database): string[] {
  return database.prepare(`select sql from main.sqlite_schema where type = 'view'`).pluck().all().map(String)
}
