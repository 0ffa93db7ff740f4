import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createPackageWithOptions, extractAll } from '@electron/asar'
import { ensureBuilt } from '../../../build/built.mjs'
import { runFolder } from '../../../build/testing/temporary-folder.ts'
import { inTurn, turnLimitMs } from '../../../build/turn.mjs'
import { desktopHere, root } from './app.ts'
import { personHere } from './support/person.ts'

/** What the packed app can be made of here. */
export type Parts = {
  /** The folder of Electron. */
  electron: string
  /**
   * The database's native code for an Electron whose Node is older than the shipped one; null where what is
   * shipped runs.
   */
  sqlite: string | null
}

/** Node 22 is the first that the shipped engine and its native code run on. */
const oldestNode = 22
const buildLimitMs = 5 * 60_000

/** What is needed to run the packed app as people get it, or why it cannot be. */
export function packedHere(): Parts | { reason: string } {
  if (process.platform !== 'linux') return { reason: 'only tried on Linux' }
  const found = desktopHere()
  if ('reason' in found) return found
  const problem = personHere()
  if (problem !== null) return { reason: problem }
  const electron = dirname(found.program)
  if (nodeOf(found.program) >= oldestNode) return { electron, sqlite: null }
  const sqlite = sqliteForOldNode()
  return sqlite === null
    ? {
        reason:
          'there is no better-sqlite3 for this older Electron (M365_CONNECTOR_TEST_SQLITE can name one)',
      }
    : { electron, sqlite }
}

function nodeOf(program: string): number {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' }
  return Number.parseInt(
    spawnSync(program, ['-p', 'process.versions.node'], { env, encoding: 'utf8' }).stdout,
    10,
  )
}

/** A person may name the file; a workspace may keep a tool that makes it, as for Electron itself. */
function sqliteForOldNode(): string | null {
  const named = process.env['M365_CONNECTOR_TEST_SQLITE'] ?? ''
  if (named !== '') return existsSync(named) ? named : null
  const tool = join(root, '..', 'shared', 'tools', 'sqlite-for-electron')
  if (!existsSync(tool)) return null
  const { status, stdout } = spawnSync(tool, [], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: buildLimitMs,
  })
  return status === 0 ? stdout.trim() : null
}

/** A packed app. All tests of a run share it, and none changes what is in its folder. */
export type Packed = {
  /**
   * The packer's output, which every user of the computer may read: another one than packs starts the app.
   */
  folder: string
  program: string
  archive: string
}

/** The app as it runs here: on an older Electron with the engine and the native code for that one. */
export async function packForHere({ electron, sqlite }: Parts): Promise<Packed> {
  const shipped = await packShipped(electron)
  if (sqlite === null) return shipped
  return madeOnce('packed-for-old-node', async folder => {
    cpSync(shipped.folder, folder, { recursive: true, verbatimSymlinks: true })
    await suitOldNode(packedIn(folder).archive, sqlite)
  })
}

/**
 * The same in a folder of its own, by which its processes are told from those of others: the files are not
 * copied but have a second name.
 */
export async function packForOneself(parts: Parts, name: string): Promise<Packed> {
  const shared = await packForHere(parts)
  return madeOnce(name, async folder => {
    const { status, stderr } = spawnSync('cp', ['-al', shared.folder, folder], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`The packed app could not be linked: ${stderr}`)
  })
}

/** The app as it is shipped, packed by the packer of `npm run dist`, its switches burnt in. */
export async function packShipped(electron: string): Promise<Packed> {
  return madeOnce('packed', async folder => {
    const options = [`-c.electronDist=${electron}`, `-c.directories.output=${folder}`]
    const packer = [join(root, 'build', 'dist.ts'), '--linux', 'dir', ...options]
    const { status, stderr } = spawnSync(process.execPath, packer, { cwd: root, encoding: 'utf8' })
    if (status !== 0) throw new Error(`The app could not be packed: ${stderr}`)
  })
}

/** Makes a folder of the test run that the files of these tests share; the first that needs it makes it. */
async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<Packed> {
  const folder = join(runFolder(), name)
  return inTurn(folder, { limitMs: turnLimitMs, onWait: () => undefined }, async () => {
    if (existsSync(folder)) return packedIn(folder)
    const unfinished = `${folder}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    await make(unfinished)
    chmodSync(unfinished, 0o755)
    renameSync(unfinished, folder)
    return packedIn(folder)
  })
}

function packedIn(folder: string): Packed {
  const unpacked = join(folder, 'linux-unpacked')
  return {
    folder,
    program: join(unpacked, 'm365-connector'),
    archive: join(unpacked, 'resources', 'app.asar'),
  }
}

/** Exchanges what the older Node of this Electron cannot run, in the archive as it was packed. */
async function suitOldNode(archive: string, sqlite: string): Promise<void> {
  await ensureBuilt(root, process.execPath, 'engineForOldNode', () => undefined)
  const content = `${archive}.content`
  extractAll(archive, content)
  const engine = join(content, 'dist', 'engine')
  rmSync(engine, { recursive: true })
  cpSync(join(root, 'dist', 'engine-for-old-node'), engine, { recursive: true })
  copyFileSync(sqlite, join(content, 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node'))
  await createPackageWithOptions(content, archive, { unpack: '**/*.node' })
  rmSync(content, { recursive: true })
}
