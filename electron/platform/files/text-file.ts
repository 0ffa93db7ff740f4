import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { decodeText } from '../../contract/entry/decoded.ts'
import { fileFailure, systemCode } from '../../core/files/failure.ts'
import { retryWhileBusy } from './busy-files.ts'
import { privateFileMode } from './private-files.ts'

/**
 * The text of a file of ours, also where a person has edited it and the editor has saved it as UTF-16 or with
 * a byte order mark; null when there is none. Bytes that are no text come back as an empty one, which is no
 * JSON. Throws AppError as `fileFailure` has it.
 */
export async function readTextFile(path: string, doing: string): Promise<string | null> {
  try {
    return decodeText(await retryWhileBusy(() => readFile(path)), { lenient: true }).text ?? ''
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw fileFailure(error, path, doing)
  }
}

/**
 * Replaces a file in one step: a reader, and the disk after a power cut, hold the old text or the new one,
 * never a part.
 *
 * A refusal that passes within half a second, as where a virus scanner looks at the file, is waited out.
 *
 * @throws AppError `diskFull` or `readOnly`; the old file is untouched then, and nothing lies beside it.
 */
export async function writeAtomically(path: string, text: string, doing: string): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`
  try {
    await writeDurably(temporary, text)
    await retryWhileBusy(() => rename(temporary, path))
    await syncFolder(dirname(path))
  } catch (error) {
    await retryWhileBusy(() => rm(temporary, { force: true })).catch(() => undefined)
    throw fileFailure(error, path, doing)
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', privateFileMode)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * The rename itself is only safe once the folder is on the disk. Windows cannot open folders and orders
 * renames itself.
 */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
