import { dirname } from 'node:path'
import { AppError } from '../../core/errors.ts'

/**
 * What a failure of SQLite or of the file system means for the person, as an AppError; anything else comes
 * back as it was. The result codes are those of sqlite.org/rescode.html, of which only the first two words
 * count.
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
  if (isUnsuitable(code)) return unsuitableFolder(file, error)
  if (code === 'EISDIR') {
    return new AppError('badRequest', `A folder stands in the place of the database ${file}.`, {
      ...details,
      fix: 'Rename or remove that folder, then sync again.',
    })
  }
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EBUSY|EROFS)/.test(code)) {
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

/**
 * Locks and shared memory, without which several processes cannot use one database, are what network and
 * synced folders lack.
 */
const unsuitableCodes =
  /^SQLITE_(PROTOCOL|NOLFS|IOERR_(SHMOPEN|SHMMAP|SHMLOCK|LOCK|UNLOCK|RDLOCK|CHECKRESERVEDLOCK))$/

/** Whether a result code says that the file system has no locks or no shared memory. */
export function isUnsuitable(code: string): boolean {
  return unsuitableCodes.test(code)
}

/** The failure of a folder in which SQLite cannot work, whoever uses it. The data in it is as it was. */
export function unsuitableFolder(file: string, cause: unknown): AppError {
  return new AppError('readOnly', `This folder's file system cannot hold the database: ${dirname(file)}.`, {
    fix: 'Choose a folder on this computer with --home or M365_CONNECTOR_HOME, neither on a network share or in WSL nor in a synced folder. Nothing in the old one was changed.',
    detail: { code: codeOf(cause) ?? 'unknown' },
    cause,
  })
}

/** The failure of a database that the system does not let this account read. */
export function unreadableDatabase(file: string, cause: unknown): AppError {
  return new AppError('readOnly', `The database ${file} cannot be read.`, {
    fix: 'Give your account the right to read that file, and to write to its folder or to the folder for temporary files.',
    detail: { code: codeOf(cause) ?? 'unknown' },
    cause,
  })
}

/** Longer paths SQLite does not open: it has 512 bytes, and needs eight for the name of its journal. */
const maxPathLength = 504

/** Throws `badRequest` for a path that SQLite cannot open and would only call unreachable. */
export function refuseLongPath(file: string): void {
  const bytes = Buffer.byteLength(file)
  if (bytes <= maxPathLength) return
  throw new AppError('badRequest', `The path of the database is too long: it has ${bytes} bytes.`, {
    fix: `SQLite takes at most ${maxPathLength}. Choose a data directory with a shorter path with --home or M365_CONNECTOR_HOME.`,
    detail: { bytes: String(bytes) },
  })
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
