import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineOrder } from '../../../electron/contract/engine-port.ts'

const electron = vi.hoisted(() => ({
  steps: [] as string[],
  hasLock: true,
  isPackaged: false,
  switches: [] as string[],
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
vi.mock('../../../electron/main/engine/program.ts', () => ({
  startEngineProgram: ({ node, order }: { node: string | null; order: EngineOrder }) => {
    electron.steps.push(`engine ${node} ${order.version}`)
    const program = new EventEmitter()
    return { post: () => undefined, onMessage: () => undefined, onExit: () => program, kill: () => undefined }
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
  Object.assign(electron, { hasLock: true, isPackaged: false, switches: [], ready: Promise.resolve() })
  electron.steps.length = 0
  electron.listeners.clear()
})

async function start(): Promise<string[]> {
  await import('../../../electron/main/main.ts')
  await vi.waitFor(() => expect(electron.steps.at(-1)).toMatch(/^(window|exit)/))
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

  test('packed in its own Node, whatever the environment says', async () => {
    electron.isPackaged = true
    expect(await start()).toContain('engine null 1.0.0')
  })

  test('packed not at all when it is to be debugged or without a sandbox', async () => {
    Object.assign(electron, { isPackaged: true, switches: ['remote-debugging-port', 'no-sandbox'] })
    const [text, ...rest] = await start()
    expect(text).toContain('--remote-debugging-port, --no-sandbox')
    expect(rest).toEqual(['exit 2'])
  })
})
