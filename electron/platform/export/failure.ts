import { dirname } from 'node:path'
import { AppError } from '../../core/errors.ts'
import { systemCode } from '../../core/files/failure.ts'

/**
 * What a failure to write an export means for the person; an error that is none of the file system's comes
 * back as it was.
 */
export function exportFailure(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error
  const code = systemCode(error)
  const details = { cause: error, detail: { file, ...(code === null ? {} : { system: code }) } }
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new AppError('diskFull', `There was no space left while writing ${file}.`, {
        ...details,
        fix: 'Free some space or choose another place, then export again. An earlier file of that name is unchanged.',
      })
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
    case 'EROFS':
      return new AppError('readOnly', `The file ${file} cannot be written.`, {
        ...details,
        fix: 'Close the file if another program has it open, or choose a folder that your account may write to.',
      })
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('fileMissing', `There is no folder ${dirname(file)}.`, {
        ...details,
        fix: 'Make the folder, or choose another place for the file.',
      })
    case 'ELOOP':
      return new AppError('badRequest', `The link ${file} leads in a circle.`, {
        ...details,
        fix: 'Name a file.',
      })
    case 'EPIPE':
      return new AppError('readOnly', `Whoever read from ${file} has stopped.`, {
        ...details,
        fix: 'Look at the program that reads from it, then export again.',
      })
    case 'EISDIR':
      return new AppError('badRequest', `${file} is a folder.`, { ...details, fix: 'Name a file.' })
    default:
      return error
  }
}
