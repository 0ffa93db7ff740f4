import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../core/errors.ts'
import { keepFilePrivate } from '../files/private-files.ts'
import { codeOf, unreadableDatabase } from './errors.ts'

/** A copy of a database in a folder that only its owner can read. */
export type ReadableCopy = { file: string; remove(): void }

/**
 * Copies a database from where nothing can be written. Even to read one, SQLite writes an index beside it,
 * unless the database keeps no log; so the copy has its log worked in. Throws AppError `readOnly` when it
 * cannot be read, `diskFull`.
 */
export function copyToRead(file: string): ReadableCopy {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-'))
  const copy = join(folder, 'copy.sqlite')
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    for (const ending of ['', '-wal']) {
      if (!existsSync(file + ending)) continue
      copyFileSync(file + ending, copy + ending)
      // The copy of a read-only file is one, too.
      keepFilePrivate(copy + ending)
    }
    workLogIn(copy)
    return { file: copy, remove }
  } catch (error) {
    remove()
    throw copyFailure(error, file)
  }
}

function workLogIn(copy: string): void {
  const database = new Database(copy)
  try {
    database.pragma('journal_mode = delete')
  } finally {
    database.close()
  }
}

function copyFailure(error: unknown, file: string): AppError {
  const code = codeOf(error) ?? 'unknown'
  const details = { cause: error, detail: { code } }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') {
    return new AppError('diskFull', `There is no room in ${tmpdir()} for a copy of ${file} to read.`, {
      ...details,
      fix: 'The folder of the database cannot be written to, so that it is read from a copy. Free some space, or make the folder writable.',
    })
  }
  return unreadableDatabase(file, error)
}
