import { fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { build, Platform } from 'electron-builder'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Method } from '../../../electron/contract/methods.ts'
import type { FromEngine, ToEngine } from '../../../electron/contract/rpc/engine-port.ts'
import { autostartName } from '../../../electron/main/start/start-at-login.ts'
import { desktopHere, root, titleOf } from './app.ts'
import { packShipped } from './packed.ts'

const found = desktopOnLinux()
/** The user without rights that every Linux has. */
const nobody = 65_534

function desktopOnLinux(): ReturnType<typeof desktopHere> {
  return process.platform === 'linux' ? desktopHere() : { reason: 'only tried on Linux' }
}

describe.skipIf('reason' in found)(titleOf('the packed app', found), () => {
  let output: string
  let program: string
  let archive: string

  beforeAll(async () => {
    if ('reason' in found) return
    const packed = await packShipped(dirname(found.program))
    output = packed.folder
    program = packed.program
    archive = packed.archive
  })

  test('has its switches burnt in', async () => {
    const wire = await getCurrentFuseWire(program)
    const on = [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar]
    const off = [
      // The window keeps no cookies, and this switch would make every start wait for the keyring.
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ]
    expect(on.map(fuse => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE))
    expect(off.map(fuse => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE))
  })

  test('holds what it needs, and no source, test, map, environment or key', () => {
    const files = listPackage(archive, { isPack: false }).filter(file => !isFolder(archive, file))
    expect(files).toEqual(
      expect.arrayContaining([
        '/dist/engine/process.js',
        '/dist/engine/sku-names.csv',
        '/dist/engine/worker.js',
        '/dist/main/main.js',
        '/dist/preload/preload.cjs',
        '/dist/renderer/index.html',
        '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
        '/node_modules/keytar/prebuilds/linux-x64/keytar.node',
      ]),
    )
    const kinds = new Set(
      files.map(file => (file.startsWith('/node_modules/') ? 'package' : file.split('/')[1])),
    )
    expect([...kinds].sort()).toEqual(['dist', 'package', 'package.json'])
    const unwanted = /\.map$|\.tsx?$|(^|\/)\.env|\.(pem|key|pfx|p12)$|\/(test|tests|__tests__|docs)\//
    expect(files.filter(file => unwanted.test(file))).toEqual([])
    const natives = files.filter(file => file.endsWith('.node'))
    expect(natives).toHaveLength(2)
  })

  test('carries no map inside of its scripts and no key', () => {
    for (const file of ['dist/main/main.js', 'dist/preload/preload.cjs', 'dist/engine/process.js']) {
      const text = extractFile(archive, file).toString('utf8')
      expect(text).not.toContain('sourceMappingURL=data:')
      expect(text).not.toMatch(/-----BEGIN (RSA |EC )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{40}/)
    }
  })

  test('has nothing outside of the archive but native code', () => {
    const list = spawnSync('find', [`${archive}.unpacked`, '-type', 'f'], { encoding: 'utf8' }).stdout
    const files = list.split('\n').filter(file => file !== '')
    expect(files).toHaveLength(2)
    expect(files.every(file => file.endsWith('.node'))).toBe(true)
  })

  test('names every package that it is made of, with its license', () => {
    const manifests = listPackage(archive, { isPack: false }).filter(file =>
      /^\/node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file),
    )
    const names = manifests.map(file => JSON.parse(extractFile(archive, file.slice(1)).toString('utf8')))
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const missing = Object.keys(dependencies).filter(
      name => !manifests.includes(`/node_modules/${name}/package.json`),
    )
    expect(missing).toEqual([])
    expect(names.filter(({ license }) => license === undefined).map(({ name }) => name)).toEqual([])
  })

  test.each(['--remote-debugging-port=0', '-user-data-dir=/tmp/other', '--no-sandbox'])(
    'does not start with %s',
    async option => {
      // As root Chromium needs the second option in any case, so that the app never gets further.
      const child = spawn(program, ['--no-sandbox', option], { stdio: ['ignore', 'ignore', 'pipe'] })
      const chunks: Buffer[] = []
      child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
      expect(await once(child, 'exit')).toEqual([2, null])
      expect(Buffer.concat(chunks).toString()).toContain(option.replace(/^-+/, '--').split('=')[0])
    },
  )

  // electron-userland/electron-builder#9590: the builder's own default is an entry that starts without the
  // sandbox.
  test('has a menu entry that turns no protection off, and starts as the entry says', async () => {
    const entry = await menuEntry(output)
    expect(entry).toMatch(/^Exec=AppRun +%U$/m)
    const { child, home } = startAsPerson(program)
    // What a page keeps is there as soon as the window has shown one.
    await expect.poll(() => existsSync(join(home, 'data', 'window', 'Local Storage'))).toBe(true)
    expect(child.exitCode).toBeNull()
    const ended = once(child, 'exit')
    child.kill()
    await ended
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  test('as a Debian package names who keeps it, and takes back what starts it at login', async () => {
    const { args, afterRemove } = await debianPackage()
    const after = (name: string) => args[args.indexOf(name) + 1]
    expect(after('--url')).toMatch(/^https:/)
    expect(after('--maintainer')).toMatch(/ <.+@.+>$/)
    expect(afterRemove).toContain(`entry='.config/autostart/${autostartName}'`)
    expect(afterRemove).toContain("'/opt/M365 Connector/m365-connector'")
    expect(afterRemove).not.toContain('${')
  })

  test('says how to get a sandbox where an AppImage cannot make one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-namespaces-'))
    writeFileSync(join(folder, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const env = { ...process.env, APPIMAGE: program, PATH: `${folder}:${process.env['PATH'] ?? ''}` }
    const child = spawn(program, ['--no-sandbox'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let told = ''
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString()
    })
    await expect.poll(() => told).toMatch(/\.deb package/)
    expect(told).toContain('AppArmor profile')
    const ended = once(child, 'exit')
    // The box waits for somebody to read it.
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })

  test('has an engine that works without its sources', async () => {
    const home = mkdtempSync(join(tmpdir(), 'packed-engine-'))
    const order = JSON.stringify({ home, version: '0.0.0' })
    const engine = fork(join(root, 'dist', 'engine', 'process.js'), [order], {
      execPath: process.execPath,
      execArgv: [],
      serialization: 'advanced',
      env: { ...process.env, M365_CONNECTOR_SECRET_STORE: 'memory' },
    })
    const exit = once(engine, 'exit')
    const ask = async (id: number, method: Method, input: unknown): Promise<unknown> => {
      const answer = Promise.withResolvers<unknown>()
      engine.on('message', raw => {
        // The engine is of the same build as this test.
        const message = raw as FromEngine
        if (message.kind === 'reply' && message.id === id) answer.resolve(message.reply)
      })
      engine.send({ kind: 'call', id, method, input } satisfies ToEngine)
      return answer.promise
    }
    const demo = (await ask(0, 'demo.start', { people: 50 })) as { ok: true; value: { id: string } }
    const run = await ask(1, 'sync.start', { connector: demo.value.id })
    expect(run).toMatchObject({ ok: true, value: { status: 'succeeded' } })
    engine.send({ kind: 'close' } satisfies ToEngine)
    expect(await exit).toEqual([0, null])
    rmSync(home, { recursive: true, force: true })
  })
})

/**
 * Starts the packed app without a single option. For root, as whom containers run tests, Chromium has no
 * sandbox: then as nobody.
 */
function startAsPerson(program: string): { child: ReturnType<typeof spawn>; home: string } {
  const home = mkdtempSync(join(tmpdir(), 'packed-start-'))
  const { ELECTRON_DISABLE_SANDBOX: _forRoot, ...usual } = process.env
  const folders = {
    ...{ HOME: home, TMPDIR: home },
    ...{ XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_RUNTIME_DIR: home },
  }
  const env = { ...usual, ...folders, M365_CONNECTOR_HOME: join(home, 'data') }
  if (process.getuid?.() !== 0) return { child: spawn(program, [], { env, stdio: 'ignore' }), home }
  const key = join(home, 'xauthority')
  if (usual['XAUTHORITY'] !== undefined) copyFileSync(usual['XAUTHORITY'], key)
  for (const path of [home, key].filter(existsSync)) chownSync(path, nobody, nobody)
  const options = { env: { ...env, XAUTHORITY: key }, stdio: 'ignore', uid: nobody, gid: nobody } as const
  return { child: spawn(program, [], options), home }
}

/**
 * The entry as the builder computes it for an AppImage. The AppImage itself takes a tool that the builder
 * would have to download.
 */
async function menuEntry(output: string): Promise<string> {
  let entry = ''
  await computeOptions('AppImage', join(output, 'linux-unpacked'), ({ desktop }: { desktop: string }) => {
    entry = desktop
  })
  return entry
}

/** What the builder hands to the tool that makes a Debian package, which it would have to download. */
async function debianPackage(): Promise<{ args: string[]; afterRemove: string }> {
  const unpacked = mkdtempSync(join(tmpdir(), 'debian-'))
  mkdirSync(join(unpacked, 'resources'))
  const made = { args: [] as string[], afterRemove: '' }
  await computeOptions('deb', unpacked, ([args]: [string[]]) => {
    made.args = args
    // The builder removes it when it is done.
    made.afterRemove = readFileSync(args[args.indexOf('--after-remove') + 1] ?? '', 'utf8')
  })
  rmSync(unpacked, { recursive: true })
  return made
}

/** `take` gets what the builder would go on with, in a form of each target's own. */
async function computeOptions<T>(
  target: string,
  unpacked: string,
  take: (options: T) => void,
): Promise<void> {
  await build({
    targets: Platform.LINUX.createTarget(target),
    projectDir: root,
    prepackaged: unpacked,
    config: join(root, 'electron-builder.yml'),
    publish: 'never',
    effectiveOptionComputed: async (options: T) => {
      take(options)
      return true
    },
  })
}

function isFolder(archive: string, file: string): boolean {
  try {
    extractFile(archive, file.slice(1))
    return false
  } catch {
    return !file.endsWith('.node')
  }
}
