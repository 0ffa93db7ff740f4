import { chmodSync, closeSync, openSync, statSync } from 'node:fs'
import { chmod, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Readable and writable by their owner alone. Windows ignores it: there the profile folder's own rules
 * protect them.
 */
export const privateFolderMode = 0o700
export const privateFileMode = 0o600

const othersMayRead = 0o077

/** Makes an empty file for its owner alone where there is none. Throws the system's error. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', privateFileMode))
}

/**
 * Takes a file that an earlier version or a copying program left readable away from everybody but its owner.
 * What belongs to somebody else, or lies where there are no modes, stays as it is.
 */
export function keepFilePrivate(path: string): void {
  try {
    if ((statSync(path).mode & othersMayRead) !== 0) chmodSync(path, privateFileMode)
  } catch {
    // Whether the file can be used at all is found out by whoever opens it.
  }
}

/** The same for a folder of the app and all files directly in it. */
export async function keepFolderPrivate(folder: string): Promise<void> {
  await tighten(folder, privateFolderMode)
  // A folder that cannot be listed holds nothing that could be changed from here.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (entry.isFile()) await tighten(join(folder, entry.name), privateFileMode)
  }
}

async function tighten(path: string, mode: number): Promise<void> {
  try {
    if (((await stat(path)).mode & othersMayRead) !== 0) await chmod(path, mode)
  } catch {
    // It is gone, or somebody else's.
  }
}
