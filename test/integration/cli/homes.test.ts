import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandEntry } from '../../../build/testing/built-programs.ts'
import { demoConnectorId } from '../../../electron/engine/demo.ts'
import { runCommand, runHere } from './command.ts'

const env = { M365_CONNECTOR_SECRET_STORE: 'memory' }
const database = join('data', `${demoConnectorId}.sqlite`)
let folder = ''
let filled = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-homes-'))
  filled = join(folder, 'filled')
  const { status } = await runHere(['demo', '--people', '10', '--keep', '--home', filled, '--json'], env)
  expect(status).toBe(0)
  // What a program that ended in order leaves: the log is worked into the database.
  for (const name of ['-wal', '-shm']) rmSync(join(filled, database + name), { force: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function copyOfHome(name: string): string {
  const home = join(folder, name)
  cpSync(filled, home, { recursive: true })
  return home
}

async function failure(args: readonly string[], home: string, more: Record<string, string> = {}) {
  // What is preloaded needs a process of its own.
  const run = Object.keys(more).length === 0 ? runHere : runCommand
  const { status, stdout } = await run([...args, '--home', home, '--json'], { ...env, ...more })
  return { status, ...JSON.parse(stdout).error }
}

test.skipIf(process.platform === 'win32')(
  'what holds people is for its owner only, also where an earlier version or a person left it open',
  async () => {
    const home = copyOfHome('open')
    const data = join(home, 'data')
    writeFileSync(join(data, `${demoConnectorId}.sqlite.damaged-2026-01-01T00-00-00-000Z`), 'an old one')
    for (const path of [home, data]) chmodSync(path, 0o755)
    for (const name of readdirSync(data)) chmodSync(join(data, name), 0o644)
    expect((await runHere(['sync', '--home', home, '--quiet'], env)).status).toBe(0)
    const modes = readdirSync(data).map(name => statSync(join(data, name)).mode & 0o777)
    expect(modes.length).toBeGreaterThan(1)
    expect(new Set(modes)).toEqual(new Set([0o600]))
    expect(statSync(data).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'connectors.json')).mode & 0o777).toBe(0o600)
  },
)

const readOnly = (home: string) =>
  `mount --bind "${home}" "${home}" && mount -o remount,ro,bind "${home}" && "${process.execPath}" "${commandEntry}"`
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-m', 'sh', '-c', 'mount --bind /tmp /tmp && mount -o remount,ro,bind /tmp'])
    .status === 0

describe.skipIf(!canMount)('on a read-only disk (skipped where nothing may be mounted)', () => {
  const run = (home: string, command: string) =>
    spawnSync('unshare', ['-m', 'sh', '-c', `${readOnly(home)} ${command} --home "${home}" --json`], {
      env: { ...process.env, ...env, TMPDIR: folder },
      encoding: 'utf8',
    })

  test('reports and the status are read, and a sync says why it cannot be', () => {
    const report = run(filled, 'report users')
    expect(report.status).toBe(0)
    expect(JSON.parse(report.stdout)).toMatchObject({ total: 10 })
    expect(JSON.parse(run(filled, 'status').stdout)).toMatchObject({
      connectors: [{ lastRun: { status: 'succeeded' } }],
    })
    const sync = run(filled, 'sync')
    expect(sync.status).toBe(1)
    expect(JSON.parse(sync.stdout).error).toMatchObject({ code: 'readOnly', detail: { system: 'EROFS' } })
    expect(readdirSync(folder).filter(name => name.startsWith('m365-connector-'))).toEqual([])
  })
})

const hasCompiler = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0

// better-sqlite3#1394 and node-sqlite3-wasm#56.
test.skipIf(!hasCompiler)(
  'on a file system without locks that is said, and nothing is taken for damaged (skipped without a C compiler)',
  async () => {
    const library = join(folder, 'no-locks.so')
    const source = join(import.meta.dirname, 'no-locks.c')
    expect(spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']).status).toBe(0)
    const isRefused = async (home: string, args: readonly string[]) => {
      const { status, code, message, fix } = await failure(args, home, { LD_PRELOAD: library })
      expect({ status, code }).toEqual({ status: 1, code: 'readOnly' })
      expect(message).toContain("This folder's file system cannot hold the database")
      expect(fix).toContain('Choose a folder on this computer')
      expect(
        readdirSync(join(home, 'data')).filter(name => !name.startsWith(`${demoConnectorId}.sqlite`)),
      ).toEqual([])
      expect(readdirSync(join(home, 'data')).filter(name => name.includes('damaged'))).toEqual([])
      expect((await runHere(['report', 'users', '--home', home], env)).status).toBe(0)
    }
    // At once, because SQLite tries again for seconds before it gives up.
    await Promise.all([
      isRefused(copyOfHome('share-to-sync'), ['sync']),
      isRefused(copyOfHome('share-to-read'), ['report', 'users']),
    ])
  },
)

describe('a data directory that cannot be one', () => {
  test('is a file', async () => {
    const home = join(folder, 'file')
    writeFileSync(home, 'text')
    for (const args of [['list'], ['demo', '--people', '10', '--keep']]) {
      const { status, code, message } = await failure(args, home)
      expect({ status, code }).toEqual({ status: 2, code: 'badRequest' })
      expect(message).toMatch(/ is a file, where a folder is needed\.$/)
    }
  })

  test('has a path that is too long for SQLite', async () => {
    const home = join(folder, 'd'.repeat(200), 'e'.repeat(200), 'f'.repeat(60))
    const { status, code, message } = await failure(['demo', '--people', '10', '--keep'], home)
    expect({ status, code }).toEqual({ status: 2, code: 'badRequest' })
    expect(message).toContain('The path of the database is too long')
  })

  test('has a folder in the place of a file', async () => {
    const home = copyOfHome('misplaced')
    rmSync(join(home, database))
    mkdirSync(join(home, database))
    for (const args of [['sync'], ['report', 'users']]) {
      const { status, code, message } = await failure(args, home)
      expect({ status, code }).toEqual({ status: 2, code: 'badRequest' })
      expect(message).toContain('A folder stands in the place of the database')
    }
    rmSync(join(home, 'connectors.json'))
    mkdirSync(join(home, 'connectors.json'))
    expect(await failure(['list'], home)).toMatchObject({ status: 2, code: 'badRequest' })
  })

  test('is asked for with a secret store that does not exist', async () => {
    const { status, code, message } = await failure(['list'], filled, {
      M365_CONNECTOR_SECRET_STORE: 'nowhere',
    })
    expect({ status, code }).toEqual({ status: 2, code: 'badRequest' })
    expect(message).toContain('cannot be "nowhere"')
  })
})

// node-sqlite3-wasm#56
test('a data directory that another program syncs is warned of, and the answer stays one document', async () => {
  const home = join(folder, 'Dropbox', 'm365')
  cpSync(filled, home, { recursive: true })
  const { status, stdout, stderr } = await runCommand(
    ['sync', '--only', 'licenses', '--home', home, '--json'],
    env,
  )
  expect(stderr).toMatch(/^Warning: The data directory lies in a folder that Dropbox syncs/m)
  expect(JSON.parse(stdout).runs).toHaveLength(1)
  expect(status).toBe(0)
})
