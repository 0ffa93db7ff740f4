import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Notice } from '../../contract/background.ts'

const Names = z.record(z.string(), z.string()).default({})
const Manifest = z.looseObject({
  name: z.string(),
  version: z.string().default(''),
  license: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
  dependencies: Names,
  optionalDependencies: Names,
})
type Manifest = z.infer<typeof Manifest>

const ownName = 'm365-connector'
const notStated = 'not told'

/**
 * Every package that the app is made of, by name: what the manifest depends on and what those packages depend
 * on, as they are installed. Parts that are optional and not installed are left out.
 *
 * @param from a folder within the app
 */
export async function readNotices(from: string): Promise<Notice[]> {
  const root = await findRoot(from)
  const found = new Map<string, Notice>()
  const queue = root === null ? [] : [root]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const name of dependenciesOf(next.manifest)) {
      const folder = locate(name, next.folder)
      const manifest = folder === null ? null : await readManifest(folder)
      if (folder === null || manifest === null) continue
      const key = `${manifest.name} ${manifest.version}`
      if (found.has(key)) continue
      found.set(key, {
        name: manifest.name,
        version: manifest.version,
        license: licenseOf(manifest),
      })
      queue.push({ folder, manifest })
    }
  }
  return [...found.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

/** What runs the app, as far as it comes with it: Node, and in the desktop app Electron with Chromium. */
export function runtimeNotices(versions: Readonly<Record<string, string | undefined>>): Notice[] {
  const runtimes = [
    { name: 'Electron', version: versions['electron'], license: 'MIT' },
    { name: 'Chromium', version: versions['chrome'], license: 'BSD-3-Clause' },
    { name: 'Node.js', version: versions['node'], license: 'MIT' },
  ]
  return runtimes.flatMap(({ version, ...known }) => (version === undefined ? [] : [{ ...known, version }]))
}

function dependenciesOf({ dependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...dependencies, ...optionalDependencies })
}

function licenseOf({ license }: Manifest): string {
  if (license === undefined) return notStated
  return typeof license === 'string' ? license : license.type
}

async function findRoot(from: string): Promise<{ folder: string; manifest: Manifest } | null> {
  const manifest = await readManifest(from)
  if (manifest?.name === ownName) return { folder: from, manifest }
  const parent = dirname(from)
  return parent === from ? null : findRoot(parent)
}

/** Where Node would find the package: in the nearest folder of packages upwards. */
function locate(name: string, from: string): string | null {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(from)
  return parent === from ? null : locate(name, parent)
}

async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
  } catch {
    // No manifest, or one that says nothing: there is nothing to report about the package.
    return null
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
