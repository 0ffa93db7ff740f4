import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { findElectron } from '../../../build/electron.mjs'
import type { WindowInput, WindowOutput } from '../../../electron/contract/host.ts'
import type { WindowMethod } from '../../../electron/contract/methods.ts'
import type { DesktopApi } from '../../../electron/contract/rpc/desktop.ts'
import type { Reply } from '../../../electron/contract/rpc/wire.ts'
import { patienceMs } from '../browser/app.ts'

export const root = join(import.meta.dirname, '..', '..', '..')

/** Where Electron is, or why these tests cannot run. */
export function desktopHere(): { program: string } | { reason: string } {
  const built = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html', 'engine/process.js']
  if (!built.every(file => existsSync(join(root, 'dist', file)))) {
    return { reason: 'the desktop app is not built (npm run test:e2e builds it)' }
  }
  return findElectron(root, process.env, { say: () => undefined, mayFetch: false })
}

/** The name of a group of tests, with the reason when they are skipped. */
export function titleOf(name: string, found: object | { reason: string }): string {
  return 'reason' in found ? `${name} (skipped: ${found.reason})` : name
}

/** The app in real Electron, with a data directory of its own. */
export type DesktopApp = {
  electron: ElectronApplication
  page: Page
  home: string
  env: Record<string, string>
  /** Every complaint of the page: errors, and what its policy refused. */
  complaints: string[]
  /** Calls a method as the page does. */
  call<M extends WindowMethod>(method: M, input: WindowInput<M>): Promise<Reply<WindowOutput<M>>>
  /** The process of the engine; null while there is none. */
  enginePid(): number | null
  /** Ends the app as Quit does and waits for it; the data directory stays. */
  quit(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts the app from the checkout. Playwright drives the unpacked build: the packed one takes no debugger.
 */
export async function startDesktop(
  program: string,
  changes: Record<string, string> = {},
  switches: readonly string[] = [],
): Promise<DesktopApp> {
  const home = changes['M365_CONNECTOR_HOME'] ?? mkdtempSync(join(tmpdir(), 'desktop-app-'))
  const env = {
    ...definedEnvironment(),
    M365_CONNECTOR_HOME: home,
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_ENGINE_NODE: process.execPath,
    ...changes,
  }
  const electron = await _electron.launch({
    executablePath: program,
    args: [...switches, root],
    env,
    cwd: root,
    timeout: patienceMs,
  })
  const page = await electron.firstWindow()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  page.setDefaultTimeout(patienceMs)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  const { pid = -1 } = electron.process()
  return {
    electron,
    page,
    home,
    env,
    complaints,
    call: (method, input) => callAsPage(page, method, input),
    enginePid: () => engineOf(pid),
    quit: () => electron.close(),
    close: async () => {
      await electron.close()
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

async function callAsPage<M extends WindowMethod>(
  page: Page,
  method: M,
  input: WindowInput<M>,
): Promise<Reply<WindowOutput<M>>> {
  const reply = await page.evaluate(
    ([name, value]) => {
      const api = (globalThis as unknown as { m365Connector: DesktopApi }).m365Connector
      // Far above the numbers that the page gives its own calls.
      return api.calls[name](1_000_000 + Math.floor(Math.random() * 1_000_000_000), value)
    },
    [method, input] as const,
  )
  // The desktop app answers with replies of the contract.
  return reply as Reply<WindowOutput<M>>
}

/** The child of Electron that runs the engine, as the system lists it. */
function engineOf(parent: number): number | null {
  const list = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' })
  const line = list.split('\n').find(text => text.includes(join('engine', 'process.js')))
  return line === undefined ? null : Number.parseInt(line, 10)
}
