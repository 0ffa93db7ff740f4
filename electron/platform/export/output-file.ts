import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { retryWhileBusy } from '../files/busy-files.ts'
import { privateFileMode } from '../files/private-files.ts'
import { exportFailure } from './failure.ts'
import { openSink } from './sink.ts'
import { findTarget, type Target } from './target.ts'

type Write<T> = (handle: FileHandle) => Promise<T>

/**
 * Writes a file beside its place and moves it there when it is whole, so that nobody ever opens half an
 * export and a failure leaves an earlier file as it was. A symbolic link stays and its file is replaced; a
 * pipe or a device is written into, once all is there. Throws `diskFull`, `readOnly`, `fileMissing` when the
 * folder is not there, `badRequest` for a folder or what takes no report, `cancelled`.
 */
export async function writeWhole<T>(file: string, write: Write<T>, signal: AbortSignal): Promise<T> {
  try {
    const target = await findTarget(file)
    return target.kind === 'file'
      ? await replaceFile(target.path, write)
      : await writeInto(target, write, signal)
  } catch (error) {
    throw exportFailure(error, file)
  }
}

async function replaceFile<T>(path: string, write: Write<T>): Promise<T> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`
  try {
    const result = await writeTemporary(temporary, write)
    await retryWhileBusy(() => rename(temporary, path))
    return result
  } catch (error) {
    await retryWhileBusy(() => rm(temporary, { force: true })).catch(() => undefined)
    throw error
  }
}

/**
 * A workbook is not written from its beginning to its end, so that it has to be whole before it can pass
 * through a pipe.
 */
async function writeInto<T>(target: Target, write: Write<T>, signal: AbortSignal): Promise<T> {
  const sink = await openSink(target, signal)
  try {
    const folder = await mkdtemp(join(tmpdir(), 'm365-connector-'))
    try {
      const whole = join(folder, 'export')
      const result = await writeTemporary(whole, write)
      await sink.take(whole)
      return result
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  } finally {
    await sink.close()
  }
}

async function writeTemporary<T>(temporary: string, write: Write<T>): Promise<T> {
  const handle = await open(temporary, 'wx', privateFileMode)
  try {
    const result = await write(handle)
    await handle.sync()
    return result
  } finally {
    await handle.close()
  }
}
