import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { enableCompileCache, getCompileCacheDir } from 'node:module'
import { join } from 'node:path'

/** This file is loaded before compiled code can be used, so that it imports nothing of ours. */
const ownerOnly = 0o700

/**
 * Keeps what Node compiles in a folder of the data directory, from where the next start and the threads of a
 * sync load it. Node's own default is a shared temporary folder, where another user of the computer could put
 * code that this process would then run; so without a folder of our own nothing is kept. A folder that the
 * environment names (`NODE_COMPILE_CACHE`) stays in use.
 */
export function keepCompiledCode(home: string): void {
  if (getCompileCacheDir() !== undefined) return
  const folder = ownFolder(join(home, 'compiled'))
  if (folder !== null) enableCompileCache(folder)
}

/**
 * The folder once it is private to this user; null where it cannot be, for instance on a read-only disk or
 * when it belongs to somebody else.
 */
export function ownFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: ownerOnly })
    const found = lstatSync(folder)
    if (!found.isDirectory()) return null
    // Windows has no owner to compare; the profile folder's own rules protect the data directory there.
    if (process.getuid === undefined) return folder
    if (found.uid !== process.getuid()) return null
    if ((found.mode & 0o077) !== 0) chmodSync(folder, ownerOnly)
    return folder
  } catch {
    return null
  }
}
