import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { codeOf, databaseError, isUnsuitable, unsuitableFolder } from './errors.ts'

/**
 * What opening a database has failed of. A busy one is in use only if another database in its folder can be
 * used; else the folder is to blame.
 */
export function openingError(error: unknown, file: string, canHold = canHoldDatabase): unknown {
  if (isBusy(codeOf(error) ?? '') && !canHold(file)) return unsuitableFolder(file, error)
  return databaseError(error, file)
}

/**
 * Tries a database of its own beside the file, as nobody else can hold it. False only when locks or shared
 * memory fail; whatever else keeps the trial from being made says nothing of the file system.
 */
export function canHoldDatabase(file: string): boolean {
  const trial = `${file.replace(/\.sqlite$/, '')}.trial-${process.pid}.sqlite`
  let database: Database.Database | null = null
  try {
    database = new Database(trial, { timeout: 200 })
    database.pragma('journal_mode = wal')
    database.exec('create table trial (value integer) strict')
    return true
  } catch (error) {
    const code = codeOf(error) ?? ''
    return !isBusy(code) && !isUnsuitable(code)
  } finally {
    database?.close()
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(trial + ending, { force: true })
  }
}

function isBusy(code: string): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(code)
}
