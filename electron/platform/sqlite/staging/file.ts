import { existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { patientlySync } from '../../files/patiently.ts'
import { createConnection, heard, type StatementListener, type Writer } from '../connection.ts'
import { databaseError, refuseLongPath } from '../errors.ts'
import { openingError } from '../folder-probe.ts'
import { isDamaged, makePrivate } from '../open.ts'
import { raw } from '../sql.ts'
import { stagingPragmas, stagingTables, stagingVersion } from './schema.ts'

/** How long a page waits while another connection tidies the file's log up. */
const busyTimeoutMs = 120_000
/** Whoever opens the file holds the connector's lock, so that nobody else uses it yet. */
const openingTimeoutMs = 2000

/**
 * Opens a staging file, or makes one. A file that is damaged or of another make is thrown away first: it holds only what can be
 * downloaded again.
 *
 * @throws AppError `readOnly`, `diskFull`
 */
export function openStagingDatabase(file: string, onStatement?: StatementListener): Writer {
  if (existsSync(file)) {
    const kept = tryToKeep(file, onStatement)
    if (kept !== null) return kept
    removeStagingDatabase(file)
  }
  try {
    return connect(file, onStatement, database => {
      database.exec(stagingTables)
    })
  } catch (error) {
    // On a full disk a file that was only begun must not keep the little room there is.
    removeStagingDatabase(file)
    throw error
  }
}

/** Deletes the file and its log. */
export function removeStagingDatabase(file: string): void {
  try {
    for (const ending of ['', '-wal', '-shm']) patientlySync(() => rmSync(file + ending, { force: true }))
  } catch (error) {
    throw databaseError(error, file)
  }
}

const FreePages = z.object({ freelist_count: z.int() })

/**
 * Dropped tables leave their rows in the file's free pages. False when they cannot be cleared, for instance
 * on a full disk.
 */
export function forgetDropped(database: Writer): boolean {
  try {
    const free = database.first(FreePages, raw('pragma freelist_count'))?.freelist_count ?? 0
    if (free > 0) database.script('vacuum')
    return true
  } catch {
    // Nothing is lost but time: what was staged is downloaded again.
    return false
  }
}

/** Null when the file had better be begun anew. */
function tryToKeep(file: string, onStatement: StatementListener | undefined): Writer | null {
  try {
    let usable = false
    const connection = connect(file, onStatement, database => {
      usable =
        database.pragma('user_version', { simple: true }) === stagingVersion &&
        database.pragma('quick_check(1)', { simple: true }) === 'ok'
    })
    if (usable) return connection
    connection.close()
    return null
  } catch (error) {
    if (isDamaged(error)) return null
    throw error
  }
}

function connect(
  file: string,
  onStatement: StatementListener | undefined,
  prepare: (database: Database.Database) => void,
): Writer {
  let database: Database.Database | null = null
  try {
    refuseLongPath(file)
    makePrivate(file)
    database = new Database(file, { timeout: openingTimeoutMs, verbose: heard(onStatement) })
    for (const pragma of stagingPragmas) database.pragma(pragma)
    prepare(database)
    database.pragma(`busy_timeout = ${busyTimeoutMs}`)
    return createConnection(database, file)
  } catch (error) {
    database?.close()
    throw openingError(error, file)
  }
}
