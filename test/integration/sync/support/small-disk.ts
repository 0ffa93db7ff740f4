import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own in memory, whose size and rights can be changed while it is in use. */
export type SmallDisk = {
  folder: string
  resize(megabytes: number): void
  setReadOnly(readOnly: boolean): void
  remove(): void
}

/** Null where this account may not mount anything. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-disk-'))
  const mount = (...options: string[]) =>
    execFileSync('mount', [...options, folder], { stdio: ['ignore', 'ignore', 'ignore'] })
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs')
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  return {
    folder,
    resize: size => mount('-o', `remount,size=${size}m`),
    setReadOnly: readOnly => mount('-o', `remount,${readOnly ? 'ro' : 'rw'}`),
    remove: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}

export const noDisk = 'a file system of a chosen size can only be mounted as root on Linux'
