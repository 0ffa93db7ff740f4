import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineOrder } from '../../../electron/contract/rpc/engine-port.ts'
import { decideStart, isAppImage } from '../../../electron/main/start/start-decision.ts'

const electron = vi.hoisted(() => ({
  steps: [] as string[],
  hasLock: true,
  isPackaged: false,
  switches: [] as string[],
  namespaces: true,
  ready: Promise.resolve(),
  listeners: new Map<string, (...args: unknown[]) => void>(),
}))

vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.isPackaged
    },
    commandLine: { hasSwitch: (name: string) => electron.switches.includes(name) },
    enableSandbox: () => electron.steps.push('sandbox'),
    getPath: () => '/profile',
    getVersion: () => '1.0.0',
    setPath: () => electron.steps.push('profile'),
    setAppUserModelId: () => undefined,
    requestSingleInstanceLock: () => {
      electron.steps.push('lock')
      return electron.hasLock
    },
    exit: (status: number) => electron.steps.push(`exit ${status}`),
    quit: () => electron.steps.push('quit'),
    whenReady: () => electron.ready,
    on: (event: string, listener: (...args: unknown[]) => void) => electron.listeners.set(event, listener),
  },
  dialog: { showErrorBox: (_title: string, text: string) => electron.steps.push(text) },
  protocol: { registerSchemesAsPrivileged: () => electron.steps.push('scheme') },
}))
vi.mock('node:child_process', () => ({ spawnSync: () => ({ status: electron.namespaces ? 0 : 1 }) }))
vi.mock('../../../electron/main/engine/program.ts', () => ({
  startEngineProgram: ({ node, order }: { node: string | null; order: EngineOrder }) => {
    electron.steps.push(`engine ${node} ${order.version}`)
    const program = new EventEmitter()
    return { post: () => undefined, onMessage: () => undefined, onExit: () => program, kill: () => undefined }
  },
}))
vi.mock('../../../electron/main/start/self-test.ts', () => ({
  selfTestSwitch: 'self-test',
  runSelfTest: async () => {
    electron.steps.push('self-test')
    return { ok: false }
  },
}))
vi.mock('../../../electron/main/desktop.ts', () => ({
  runDesktop: () => {
    electron.steps.push('window')
    return { show: (...args: unknown[]) => electron.steps.push(`show ${args.length}`) }
  },
}))

beforeEach(() => {
  vi.resetModules()
  vi.stubEnv('M365_CONNECTOR_ENGINE_NODE', '/node')
  vi.stubEnv('APPIMAGE', '')
  Object.assign(electron, { hasLock: true, isPackaged: false, switches: [], namespaces: true })
  electron.steps.length = 0
  electron.listeners.clear()
})

async function start(): Promise<string[]> {
  process.argv = ['/m365-connector', ...electron.switches.map(name => `--${name}`)]
  await import('../../../electron/main/main.ts')
  await expect.poll(() => electron.steps.at(-1)).toMatch(/^(window|exit)/)
  return electron.steps
}

describe('the desktop app begins', () => {
  test('with the sandbox, and takes the lock before an engine is started', async () => {
    expect(await start()).toEqual(['sandbox', 'profile', 'scheme', 'lock', 'engine /node 1.0.0', 'window'])
  })

  test('once: a second instance ends without an engine', async () => {
    electron.hasLock = false
    expect(await start()).toEqual(['sandbox', 'profile', 'scheme', 'lock', 'exit 0'])
  })

  test('and shows its window when it is started again, whatever the second instance was given', async () => {
    await start()
    electron.listeners.get('second-instance')?.({}, ['--remove', 'm365:evil'], '/elsewhere')
    expect(electron.steps.at(-1)).toBe('show 0')
  })

  test('without taking links and files from other programs', async () => {
    await start()
    let prevented = 0
    for (const event of ['open-url', 'open-file']) {
      electron.listeners.get(event)?.({ preventDefault: () => (prevented += 1) }, 'm365:evil')
    }
    expect(prevented).toBe(2)
    expect(electron.steps.at(-1)).toBe('window')
  })

  test('with --self-test without a window, beside an app that runs, and ends with what it found', async () => {
    Object.assign(electron, { switches: ['self-test'], hasLock: false })
    const lines: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((line, ...rest) => {
      lines.push(String(line))
      for (const done of rest) if (typeof done === 'function') done()
      return true
    })
    expect(await start()).toEqual(['sandbox', 'profile', 'self-test', 'exit 1'])
    expect(lines).toEqual(['{"ok":false}\n'])
    write.mockRestore()
  })

  test('packed in its own Node, whatever the environment says', async () => {
    electron.isPackaged = true
    expect(await start()).toContain('engine null 1.0.0')
  })

  // electron-userland/electron-builder#9590: the start script of an AppImage adds the switch where namespaces
  // are not allowed.
  test('packed in an AppImage that got no sandbox with a way out instead of a crash', async () => {
    Object.assign(electron, { isPackaged: true, switches: ['no-sandbox'], namespaces: false })
    vi.stubEnv('APPIMAGE', '/home/a/M365.AppImage')
    const [told, ...rest] = await start()
    expect(told).toMatch(/\.deb package.*AppArmor profile/)
    expect(rest).toEqual([told, 'exit 1'])
  })

  test('packed not at all when it is to be debugged or without a sandbox', async () => {
    Object.assign(electron, { isPackaged: true, switches: ['remote-debugging-port', 'no-sandbox'] })
    const [text, ...rest] = await start()
    expect(text).toContain('--remote-debugging-port, --no-sandbox')
    expect(rest).toEqual(['exit 2'])
  })

  test('packed without a sandbox in no other case', () => {
    const facts = { refused: ['no-sandbox'], isAppImage: true, hasNamespaces: () => false }
    expect(decideStart(facts)).toEqual({ kind: 'noSandboxHere' })
    expect(decideStart({ ...facts, hasNamespaces: () => true }).kind).toBe('refuse')
    expect(decideStart({ ...facts, isAppImage: false }).kind).toBe('refuse')
    expect(decideStart({ ...facts, refused: ['no-sandbox', 'inspect'] }).kind).toBe('refuse')
    expect(decideStart({ ...facts, refused: [] })).toEqual({ kind: 'start' })
  })
})

test('an AppImage is known by its variable, or by the script beside the program when it is unpacked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unpacked-'))
  const execPath = join(folder, 'm365-connector')
  expect(isAppImage({ env: {}, execPath })).toBe(false)
  expect(isAppImage({ env: { APPIMAGE: '/home/a/M365.AppImage' }, execPath })).toBe(true)
  writeFileSync(join(folder, 'AppRun'), '')
  expect(isAppImage({ env: {}, execPath })).toBe(true)
  rmSync(folder, { recursive: true, force: true })
})
