import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { retryWhileBusySync } from '../files/busy-files.ts'
import { codeOf, databaseError } from './errors.ts'

/**
 * Deletes the files beside a database in which earlier versions of the program kept what was arriving. What
 * is in them is downloaded again.
 *
 * @throws AppError `readOnly`
 */
export function removeStagingFiles(databaseFile: string): void {
  const folder = dirname(databaseFile)
  const prefix = `${basename(databaseFile).replace(/\.sqlite$/, '')}.staging-`
  const isOne = (name: string) =>
    name.startsWith(prefix) && /^\d+\.sqlite(-wal|-shm)?$/.test(name.slice(prefix.length))
  try {
    for (const name of namesIn(folder).filter(isOne)) {
      retryWhileBusySync(() => rmSync(join(folder, name), { force: true }))
    }
  } catch (error) {
    throw databaseError(error, databaseFile)
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    // A folder that is not there or is none is for whoever opens the database to tell.
    if (/^(ENOENT|ENOTDIR)$/.test(codeOf(error) ?? '')) return []
    throw error
  }
}
