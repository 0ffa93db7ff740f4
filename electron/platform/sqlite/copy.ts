import { stat } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { cancelled } from '../../core/errors.ts'
import { databaseError } from './errors.ts'
import { openReader } from './open.ts'

/** Some eight megabytes at a time, so that whoever waits for this thread waits for milliseconds only. */
const pagesAtOnce = 1000

/**
 * Copies a database as it is at one moment, also while it is written to, into a file that is empty or not there. The copy is one file without a log
 * beside it, for any SQLite program.
 *
 * @returns the size of the copy in bytes
 * @throws AppError `notFound` when there is no database yet, `databaseDamaged`, `databaseNewer`, `diskFull`, `readOnly`, `cancelled`
 */
export async function copyDatabase(file: string, target: string, signal: AbortSignal): Promise<number> {
  openReader(file).close()
  try {
    await backUp(file, target, signal)
    return (await stat(target)).size
  } catch (error) {
    if (signal.aborted) throw cancelled()
    throw databaseError(error, target)
  }
}

async function backUp(file: string, target: string, signal: AbortSignal): Promise<void> {
  const source = new Database(file, { readonly: true, fileMustExist: true })
  try {
    await source.backup(target, {
      progress: () => {
        signal.throwIfAborted()
        return pagesAtOnce
      },
    })
  } finally {
    source.close()
  }
  const copy = new Database(target)
  try {
    copy.pragma('journal_mode = delete')
  } finally {
    copy.close()
  }
}
