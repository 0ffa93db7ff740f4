import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { contentTypeOf } from '../contract/page-files.ts'

export type StaticFile = { type: string; body: Buffer }

/**
 * Files by the path of their URL, read once. A path that is not a key does not exist, so no path can lead out
 * of the folder.
 */
export type StaticFiles = ReadonlyMap<string, StaticFile>

/** Reads a folder of built files. Kinds of files that a page does not need are left out. */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map<string, StaticFile>()
  for (const entry of entries) {
    const type = contentTypeOf(entry.name)
    if (!entry.isFile() || type === null) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    files.set(path, { type, body: await readFile(file) })
  }
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  return files
}
