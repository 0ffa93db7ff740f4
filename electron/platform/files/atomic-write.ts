import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { privateFileMode } from './data-folder.ts'
import { fileFailure } from './failure.ts'

/**
 * Replaces a file in one step: a reader, and the disk after a power cut, hold the old text or the new one, never a part.
 *
 * @throws AppError `diskFull` or `readOnly`; the old file is untouched then.
 */
export async function writeAtomically(path: string, text: string, doing: string): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`
  try {
    await writeDurably(temporary, text)
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
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

/** The rename itself is only safe once the folder is on the disk. Windows cannot open folders and orders renames itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
