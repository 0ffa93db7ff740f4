import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileFailure, systemCode } from '../../core/files/failure.ts'
import { privateFileMode } from './private-files.ts'

const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i
const maxNameLength = 100

/** Whether Windows takes a file's name for a device, whatever its ending. */
export function isDeviceName(name: string): boolean {
  return reserved.test(name)
}

const maxAttempts = 1000

/**
 * A name that every file system takes: no separators, control characters or device names, not hidden, at most
 * 100 characters.
 */
export function safeFileName(parts: readonly string[], extension: string): string {
  const base = parts
    .map(part => part.normalize('NFC').replace(/[\p{Cc}\p{Cf}<>:"/\\|?*\s]+/gu, '-'))
    .map(part => part.replace(/^[-.]+|[-.]+$/g, ''))
    .filter(part => part !== '')
    .join('-')
  const short = [...base]
    .slice(0, maxNameLength - extension.length - 1)
    .join('')
    .replace(/[-.]+$/, '')
  const named = short === '' ? 'export' : short
  return `${isDeviceName(named) ? `_${named}` : named}.${extension}`
}

/**
 * Makes an empty file of that name in the folder and returns its path; a name that is taken gets a number, so
 * that no earlier export is ever overwritten.
 */
export async function reserveExport(folder: string, name: string): Promise<string> {
  const dot = name.lastIndexOf('.')
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const path = join(folder, attempt === 1 ? name : `${name.slice(0, dot)}-${attempt}${name.slice(dot)}`)
    if (await createEmpty(path)) return path
  }
  throw fileFailure(new Error('too many exports of one name'), join(folder, name), 'making an export')
}

async function createEmpty(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', privateFileMode)).close()
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw fileFailure(error, path, 'making an export')
  }
}
