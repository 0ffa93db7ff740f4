import type Database from 'better-sqlite3'
import type { StatementListener, Writer } from '../../core/database/ports.ts'
import type { Sql } from '../../core/database/sql.ts'
import { AppError } from '../../core/errors.ts'
import { databaseError } from './errors.ts'

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
    hasPseudonyms: false,
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
    hold: () => {
      // A transaction begins with the first statement that reads.
      guarded(() => database.exec('begin; select count(*) from sqlite_schema'))
    },
    snapshot: work => (database.inTransaction ? work() : guarded(() => database.transaction(work)())),
    // What this connection writes would make them outdated.
    keep: ids => ids,
    keepRows: rows => rows,
    run: query => guarded(() => statement(query).run(...query.values).changes),
    prepareStatement: text => {
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
