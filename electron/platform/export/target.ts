import { lstat, readlink, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../core/errors.ts'
import { systemCode } from '../../core/files/failure.ts'
import { isDeviceName } from '../files/exports.ts'

/** Where an export goes: a file, which is replaced as a whole, or what can only be written into. */
export type Target =
  | { kind: 'file'; path: string }
  | { kind: 'pipe'; path: string }
  | { kind: 'device'; path: string }

/**
 * Files that a program has open already, under names that lead to them; to replace one would leave its reader
 * with nothing.
 */
const openFile = /^\/(?:dev\/(?:stdin|stdout|stderr|fd\/\d+)|proc\/(?:self|\d+)\/(?:task\/\d+\/)?fd\/\d+)$/
/** As many as Linux follows. */
const maxLinks = 40

/**
 * Finds out what a name stands for, through symbolic links, which stay. Throws `badRequest` for a disk, a
 * socket or a Windows device, and the system's error for a folder (`EISDIR`) or what cannot be looked at.
 */
export async function findTarget(file: string): Promise<Target> {
  if (process.platform === 'win32' && isDeviceName(basename(file))) throw refused(file, 'a device')
  const path = await throughLinks(file)
  const found = await stat(path).catch(missing)
  if (found === null) return { kind: 'file', path }
  if (found.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
  if (found.isBlockDevice()) throw refused(file, 'a disk')
  if (found.isSocket()) throw refused(file, 'a socket')
  if (found.isFIFO()) return { kind: 'pipe', path }
  return { kind: found.isCharacterDevice() || openFile.test(path) ? 'device' : 'file', path }
}

async function throughLinks(file: string): Promise<string> {
  let path = file
  for (let links = 0; links < maxLinks; links += 1) {
    if (openFile.test(path)) return path
    const found = await lstat(path).catch(missing)
    if (found === null || !found.isSymbolicLink()) return path
    path = resolve(dirname(path), await readlink(path))
  }
  throw Object.assign(new Error('links in a circle'), { code: 'ELOOP' })
}

function missing(error: unknown): null {
  if (systemCode(error) === 'ENOENT') return null
  throw error
}

function refused(file: string, what: string): AppError {
  return new AppError('badRequest', `${file} is ${what}, to which no report can be written.`, {
    fix: 'Name a file, a pipe, or omit --out for standard output.',
    detail: { file },
  })
}
