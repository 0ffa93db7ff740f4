import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPackageWithOptions, extractAll } from '@electron/asar'
import { ensureBuilt } from '../../../build/built.mjs'
import { desktopHere, root } from './app.ts'
import { personHere } from './person.ts'

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

/**
 * Packs the app with the packer of `npm run dist`, its switches burnt in. `folder` may be read by every user
 * of the computer.
 */
export async function packApp({ electron, sqlite }: Parts): Promise<{ folder: string; program: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'packed-app-'))
  // Another user than the one who packs starts it.
  chmodSync(folder, 0o755)
  const options = [`-c.electronDist=${electron}`, `-c.directories.output=${folder}`]
  const packer = [join(root, 'build', 'dist.ts'), '--linux', 'dir', ...options]
  const { status, stderr } = spawnSync(process.execPath, packer, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The app could not be packed: ${stderr}`)
  const unpacked = join(folder, 'linux-unpacked')
  if (sqlite !== null) await suitOldNode(join(unpacked, 'resources', 'app.asar'), sqlite)
  return { folder, program: join(unpacked, 'm365-connector') }
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
