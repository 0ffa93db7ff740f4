import { AppError } from '../../core/errors.ts'

/**
 * What a failure of SQLite or of the file system means for the person, as an AppError; anything else comes back as it was. The result
 * codes are those of sqlite.org/rescode.html, of which only the first two words count.
 */
export function databaseError(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (code === null) return error
  const details = { cause: error, detail: { code } }
  if (isDamage(code)) {
    return new AppError('databaseDamaged', `The database ${file} is damaged.`, {
      ...details,
      fix: 'Start a sync: the damaged file is set aside, never overwritten, and a new database is filled.',
    })
  }
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/.test(code)) {
    return new AppError('diskFull', `There is no room left on the disk that holds ${file}.`, {
      ...details,
      fix: 'Free some space, then sync again. What was there before is unchanged.',
    })
  }
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS)/.test(code)) {
    return new AppError('readOnly', `The database ${file} cannot be written.`, {
      ...details,
      fix: 'Give your account the right to write to that file and its folder, or choose another data directory.',
    })
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new AppError('syncRunning', `Another program is writing to ${file}.`, {
      ...details,
      fix: 'Wait until the other sync has ended, or close the program that has the file open.',
    })
  }
  if (/^SQLITE_IOERR/.test(code)) {
    return new AppError('unexpected', `The disk that holds ${file} failed to read or write.`, {
      ...details,
      fix: 'Check the disk or the network drive, then sync again.',
    })
  }
  return error
}

/** Whether a result code says that the file's content is broken, rather than that it cannot be reached. */
export function isDamage(code: string): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(code)
}

/** The error as it came from SQLite or the file system, as far as it has a code. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
