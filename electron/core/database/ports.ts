import type { z } from 'zod'
import type { Sql, SqlValue } from './sql.ts'

/** A connection that cannot change anything. Every failure is an AppError, see {@link databaseError}. */
export type Reader = {
  readonly kind: 'reader' | 'writer'
  readonly file: string
  /** Whether every user is read under a made-up name, so that no index of names can serve. */
  readonly hasPseudonyms: boolean
  /** All rows, parsed. Throws a ZodError when a row is not what the schema says. */
  all<T>(row: z.ZodType<T>, statement: Sql): T[]
  /** The first row, null when there is none. */
  first<T>(row: z.ZodType<T>, statement: Sql): T | null
  /** Row by row, for exports; no other statement may write on this connection meanwhile. */
  iterate<T>(row: z.ZodType<T>, statement: Sql): IterableIterator<T>
  /**
   * Lets every statement see the state of now until the connection is closed; for one that is not shared.
   */
  hold(): void
  /** Lets every statement of the work see one state of the database. */
  snapshot<T>(work: () => T): T
  /**
   * Answers a select of ids, one column of texts, with one that is cheap to run again and again. A connection
   * that only reads finds them once and remembers them until somebody writes.
   */
  keep(ids: Sql): Sql
  /** The same for a select of a few thousand rows, whatever its columns. */
  keepRows(rows: Sql): Sql
  close(): void
}

/** The one connection that changes a database. */
export type Writer = Reader & {
  readonly kind: 'writer'
  /** Runs a statement and tells how many rows it changed. */
  run(statement: Sql): number
  /**
   * A statement that is run many times, with its values in the order of their places; answers how many rows
   * it changed.
   */
  prepareStatement(text: string): (values: readonly SqlValue[]) => number
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
