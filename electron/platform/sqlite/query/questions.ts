import Database from 'better-sqlite3'
import { identifier } from '../../../core/database/sql.ts'
import { AppError, cancelled } from '../../../core/errors.ts'
import { createPseudonyms } from '../../../core/privacy/pseudonyms.ts'
import { checkNames } from '../../../core/query/check.ts'
import { queryFailure } from '../../../core/query/failure.ts'
import { databaseError } from '../errors.ts'
import { replaceNames } from '../pseudonyms.ts'
import type { QueryOrder } from './protocol.ts'

export type Question = {
  columns: readonly string[]
  rows(): IterableIterator<unknown[]>
  close(): void
}

/**
 * Opens a connection that can only read, and prepares the question on it. Each view of the contract stops the
 * work between two of its rows once it is to stop; what SQLite does without any row of a view, such as
 * counting by recursion, could not be stopped and is refused.
 */
export function openQuestion({ databaseFile, sql, pseudonymKey, stop }: QueryOrder): Question {
  const database = new Database(databaseFile, { readonly: true, fileMustExist: true })
  try {
    database.pragma('cache_size = -8000')
    database.pragma('trusted_schema = off')
    if (pseudonymKey !== null) replaceNames(database, createPseudonyms(pseudonymKey))
    makeStoppable(database, new Int32Array(stop))
    database.pragma('query_only = on')
    checkNames(sql, tablesOf(database))
    const statement = prepare(database, sql)
    return {
      columns: uniqueNames(statement.columns().map(({ name }) => name)),
      rows: () => rowsOf(database, statement, sql),
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw databaseError(error, databaseFile)
  }
}

function makeStoppable(database: Database.Database, stop: Int32Array): void {
  const goesOn = () => {
    if (Atomics.load(stop, 0) !== 0) throw cancelled()
    return 1
  }
  // Not deterministic, so that SQLite asks at every row.
  database.function('question_goes_on', goesOn)
  const made = namesAndTexts(database, 'temp')
  const views = made.length > 0 ? made : namesAndTexts(database, 'main')
  for (const { name, sql } of views.filter(view => view.name.startsWith('v_'))) {
    const body = sql.slice(sql.search(/\bas\b/i) + 2)
    database.exec(`drop view if exists temp.${identifier(name).text};
      create temp view ${identifier(name).text} as select * from (${body}) where question_goes_on()`)
  }
}

type Named = { name: string; sql: string }

function namesAndTexts(database: Database.Database, schema: 'main' | 'temp'): Named[] {
  const select = `select name, sql from ${schema}.sqlite_schema where type = 'view'`
  // Both columns of the schema's table are texts.
  return database.prepare(select).all() as Named[]
}

function tablesOf(database: Database.Database): ReadonlySet<string> {
  const names = database
    .prepare(`select lower(name) from main.sqlite_schema where type = 'table'`)
    .pluck()
    .all()
  return new Set(names.map(String))
}

function prepare(database: Database.Database, sql: string): Database.Statement<unknown[], unknown[]> {
  const message = (text: string): string | null => {
    try {
      database.prepare(text)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : null
    }
  }
  const failed = message(sql)
  if (failed !== null) throw queryFailure(sql, failed, message)
  const plan = database.prepare(`explain query plan ${sql}`).all()
  if (JSON.stringify(plan).includes('RECURSIVE STEP')) {
    throw new AppError('badRequest', 'A recursive WITH cannot be run here.', {
      fix: 'It could run for ever. Days are in v_usage_daily and v_license_history.',
    })
  }
  return database.prepare<unknown[], unknown[]>(sql).raw()
}

/** Failures while the rows come are about a value, for instance of a function, or the wish to stop. */
function* rowsOf(
  database: Database.Database,
  statement: Database.Statement<unknown[], unknown[]>,
  sql: string,
): IterableIterator<unknown[]> {
  try {
    yield* statement.iterate()
  } catch (error) {
    const isOfSql = error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR'
    throw isOfSql ? queryFailure(sql, error.message, () => null) : databaseError(error, database.name)
  }
}

/** Columns of one name are numbered from the second on. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map(name => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}
