import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Reader } from '../../core/database/ports.ts'
import { raw } from '../../core/database/sql.ts'
import { AppError } from '../../core/errors.ts'
import { privateFileMode } from '../files/private-files.ts'

const Finding = z.object({ quick_check: z.string() })

/**
 * The empty file beside a database that says: SQLite found damage in it, look through it before it is used
 * again.
 */
export function suspectMark(file: string): string {
  return `${file}.suspect`
}

/** Leaves the mark; without it the damage is only found again when the same page is read. */
export function markSuspect(file: string): void {
  try {
    writeFileSync(suspectMark(file), '', { mode: privateFileMode })
  } catch {
    // The error that is being reported already says what matters; on a full or read-only disk there is no
    // more to do.
  }
}

/**
 * Looks through a marked database, which takes seconds for a big one, and throws `databaseDamaged` unless it
 * is sound.
 */
export function checkSuspect(reader: Reader): void {
  const mark = suspectMark(reader.file)
  if (!existsSync(mark)) return
  const [first] = reader.all(Finding, raw('pragma quick_check(1)'))
  if (first?.quick_check === 'ok') {
    rmSync(mark, { force: true })
    return
  }
  throw new AppError('databaseDamaged', `The database ${reader.file} is damaged.`, {
    fix: 'Start a sync: the damaged file is set aside, never overwritten, and a new database is filled.',
  })
}
