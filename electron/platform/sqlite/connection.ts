import type Database from 'better-sqlite3'
import type { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { databaseError } from './errors.ts'
import type { Sql, SqlValue } from './sql.ts'

/** A connection that cannot change anything. Every failure is an AppError, see {@link databaseError}. */
export type Reader = {
  readonly kind: 'reader' | 'writer'
  readonly file: string
  /** All rows, parsed. Throws a ZodError when a row is not what the schema says. */
  all<T>(row: z.ZodType<T>, statement: Sql): T[]
  /** The first row, null when there is none. */
  first<T>(row: z.ZodType<T>, statement: Sql): T | null
  /** Row by row, for exports; no other statement may write on this connection meanwhile. */
  iterate<T>(row: z.ZodType<T>, statement: Sql): IterableIterator<T>
  close(): void
}

/** The one connection that changes a database. */
export type Writer = Reader & {
  readonly kind: 'writer'
  /** Runs a statement and tells how many rows it changed. */
  run(statement: Sql): number
  /** A statement that is run many times, with its values in the order of their places; answers how many rows it changed. */
  prepare(text: string): (values: readonly SqlValue[]) => number
  /** Runs statements that take no values, divided by semicolons. */
  script(text: string): void
  /** All or nothing; takes the write lock at once. Within a transaction it only runs the work. */
  transaction<T>(work: () => T): T
  /** Begins a transaction that stays open until it is committed or rolled back, and takes the write lock. */
  begin(): void
  /** A part of the open transaction, of which all or nothing stays; its failure undoes nothing else. */
  part<T>(work: () => T): T
  commit(): void
  /** Undoes the open transaction; nothing where SQLite has done so itself, as on a full disk. */
  rollback(): void
  isInTransaction(): boolean
}

/**
 * Hears the text of every statement, values included, before it is run: for whoever wants to know between
 * which two of them something happens. Nobody listens in the product.
 */
export type StatementListener = (text: string) => void

/** What the library hands on is the statement's text, which it types as unknown. */
export function heard(listener: StatementListener | undefined): Database.Options['verbose'] {
  return listener === undefined ? undefined : text => listener(String(text))
}

/** More different texts than a connection ever runs at a time; past it the oldest is prepared anew. */
const cachedStatements = 200

/**
 * Wraps an open connection: prepared statements are kept, failures are translated.
 *
 * @param onDamage called when SQLite finds the file damaged while it is in use
 */
export function createConnection(
  database: Database.Database,
  file: string,
  onDamage: (file: string) => void = () => {},
): Writer {
  const failure = (error: unknown): unknown => {
    const translated = databaseError(error, file)
    if (translated instanceof AppError && translated.code === 'databaseDamaged') onDamage(file)
    return translated
  }
  const prepared = new Map<string, Database.Statement>()

  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw failure(error)
    }
  }
  const statement = ({ text }: Sql): Database.Statement => {
    const known = prepared.get(text)
    if (known !== undefined) return known
    const [oldest] = prepared.keys()
    if (prepared.size >= cachedStatements && oldest !== undefined) prepared.delete(oldest)
    const made = database.prepare(text)
    prepared.set(text, made)
    return made
  }

  return {
    kind: 'writer',
    file,
    all: (row, query) =>
      guarded(() => {
        const found = statement(query).all(...query.values)
        return found.map(one => row.parse(one))
      }),
    first: (row, query) =>
      guarded(() => {
        const found = statement(query).get(...query.values)
        return found === undefined ? null : row.parse(found)
      }),
    *iterate(row, query) {
      // A statement of its own: a cached one cannot be run twice at a time.
      const rows = guarded(() => database.prepare(query.text).iterate(...query.values))
      try {
        for (const one of rows) yield row.parse(one)
      } catch (error) {
        throw failure(error)
      }
    },
    run: query => guarded(() => statement(query).run(...query.values).changes),
    prepare: text => {
      const made = guarded(() => database.prepare(text))
      return values => {
        try {
          return made.run(values).changes
        } catch (error) {
          throw failure(error)
        }
      }
    },
    script: text => {
      guarded(() => database.exec(text))
    },
    transaction: work => {
      if (database.inTransaction) return work()
      return guarded(() => database.transaction(work).immediate())
    },
    begin: () => {
      guarded(() => database.exec('begin immediate'))
    },
    // The library makes a savepoint of a transaction within a transaction.
    part: work => guarded(() => database.transaction(work)()),
    commit: () => {
      guarded(() => database.exec('commit'))
    },
    rollback: () => {
      if (database.inTransaction) guarded(() => database.exec('rollback'))
    },
    isInTransaction: () => database.inTransaction,
    close: () => {
      prepared.clear()
      guarded(() => database.close())
    },
  }
}
