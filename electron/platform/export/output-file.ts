import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { patiently } from '../files/patiently.ts'
import { privateFileMode } from '../files/private-files.ts'
import { exportFailure } from './failure.ts'

/**
 * Writes a file beside its place and moves it there when it is whole, so that nobody ever opens half an export and a failure leaves an
 * earlier file as it was. Throws `diskFull`, `readOnly`, `fileMissing` when the folder is not there, `badRequest` for a folder.
 */
export async function writeWhole<T>(file: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`
  try {
    await refuseFolder(file)
    const result = await writeTemporary(temporary, write)
    await patiently(() => rename(temporary, file))
    return result
  } catch (error) {
    await patiently(() => rm(temporary, { force: true })).catch(() => undefined)
    throw exportFailure(error, file)
  }
}

async function writeTemporary<T>(temporary: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(temporary, 'wx', privateFileMode)
  try {
    const result = await write(handle)
    await handle.sync()
    return result
  } finally {
    await handle.close()
  }
}

async function refuseFolder(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (found?.isDirectory() === true) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
}
