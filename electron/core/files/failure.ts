import { AppError } from '../errors.ts'

/** The system's code of a failed file operation (`ENOENT`, …); null when the error is of another kind. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const refusedCodes = new Set(['EACCES', 'EPERM', 'EBUSY', 'EROFS'])

/** What stands at a path or on the way to it and is of another kind than it has to be. */
const misplacedCodes: Readonly<Record<string, (path: string) => string>> = {
  EISDIR: path => `${path} is a folder, where a file is needed.`,
  ENOTDIR: path => `A part of the path ${path} is a file, where a folder is needed.`,
  EEXIST: path => `${path} is a file, where a folder is needed.`,
}

/**
 * A failed file operation in the product's words. The path is the person's own and is needed to act on it.
 */
export function fileFailure(error: unknown, path: string, doing: string): AppError {
  if (error instanceof AppError) return error
  const code = systemCode(error)
  const detail = { file: path, ...(code === null ? {} : { system: code }) }
  if (code !== null && fullCodes.has(code)) {
    const fix = 'Free some space on that disk and try again; nothing that was there before is lost.'
    return new AppError('diskFull', `There was no space left while ${doing}.`, { fix, detail, cause: error })
  }
  if (code !== null && refusedCodes.has(code)) {
    const fix = `Allow this account to write to ${path}, or choose another data directory with --home or M365_CONNECTOR_HOME.`
    return new AppError('readOnly', `The system refused ${doing}.`, { fix, detail, cause: error })
  }
  const misplaced = code === null ? undefined : misplacedCodes[code]
  if (misplaced !== undefined) {
    const fix = 'Rename or remove it, or choose another data directory with --home or M365_CONNECTOR_HOME.'
    return new AppError('badRequest', misplaced(path), {
      fix,
      detail,
      cause: error,
    })
  }
  if (code === 'ENAMETOOLONG') {
    const fix = 'Choose a data directory with a shorter path with --home or M365_CONNECTOR_HOME.'
    return new AppError('badRequest', `The path ${path} is too long for this system.`, {
      fix,
      detail,
      cause: error,
    })
  }
  const fix = `Check ${path}, or choose another data directory with --home or M365_CONNECTOR_HOME.`
  return new AppError('unexpected', `Something went wrong while ${doing}.`, { fix, detail, cause: error })
}
