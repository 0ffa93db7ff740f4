import Database from 'better-sqlite3'
import type { Writer } from '../../core/database/ports.ts'
import { dropStaged } from '../../core/staging/staged.ts'
import { usageReports } from '../../core/usage/catalogue/index.ts'
import { sweepPeople } from '../../core/usage/storing/sweep.ts'
import { createConnection } from './connection.ts'
import { databaseError } from './errors.ts'

/**
 * Writes what is published in a database into a file that is empty or not there, in its order and without
 * free pages, in which rows of before may stand.
 *
 * @throws AppError `databaseDamaged`, `diskFull`, `readOnly`
 */
export function writePublishedCopy(file: string, target: string): void {
  try {
    const source = new Database(file, { readonly: true, fileMustExist: true })
    try {
      source.prepare('vacuum into ?').run(target)
    } finally {
      source.close()
    }
    const copy = createConnection(new Database(target, { fileMustExist: true }), target)
    try {
      leaveOutStaged(copy)
    } finally {
      copy.close()
    }
  } catch (error) {
    throw databaseError(error, target)
  }
}

function leaveOutStaged(copy: Writer): void {
  copy.script('pragma journal_mode = delete')
  if (!dropStaged(copy)) return
  sweepPeople(copy, usageReports)
  copy.script('vacuum')
}
