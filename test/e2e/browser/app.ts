import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { shippedThreads } from '../../../build/testing/built-programs.ts'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { startWebHost, type WebHost } from '../../../electron/web/host.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer')
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
]

/** How long a page is given for one step: a guard, far more than a slow machine needs. */
export const patienceMs = 60_000

/** Where a browser is, or why the tests cannot run. */
export function findBrowser(): { path: string } | { reason: string } {
  if (!existsSync(join(folder, 'index.html')))
    return { reason: 'the window is not built (npm start builds it)' }
  const path = [process.env['CHROME_PATH'] ?? '', ...installed, chromium.executablePath()].find(
    candidate => candidate !== '' && existsSync(candidate),
  )
  return path === undefined ? { reason: 'no Chromium is installed' } : { path }
}

/** The app in a browser, with a data directory of its own. */
export type RunningApp = {
  engine: Engine
  browser: Browser
  host: WebHost
  /** Every complaint of a page: errors, and what its policy refused. */
  complaints: string[]
  open(options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export type AppOptions = {
  /** A data directory that is kept and left to the caller; by default one is made and removed in the end. */
  home?: string
  /** Beside what every test needs. */
  env?: Readonly<Record<string, string>>
}

export async function startApp(executablePath: string, options: AppOptions = {}): Promise<RunningApp> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'browser-app-'))
  const env = { M365_CONNECTOR_SECRET_STORE: 'memory', ...options.env }
  const engine = await createEngine({ home, env, version: '0.0.0' }, shippedThreads)
  const host = await startWebHost({ engine, port: 0, folder, onRefusal: () => undefined })
  // Chromium's own sandbox cannot be had as root, as which containers run tests.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath, args })
  const complaints: string[] = []
  let cookies: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['cookies']>> = []
  return {
    engine,
    browser,
    host,
    complaints,
    open: async contextOptions => {
      const context = await browser.newContext({
        locale: 'en-US',
        reducedMotion: 'reduce',
        ...contextOptions,
      })
      context.setDefaultTimeout(patienceMs)
      await context.addCookies(cookies)
      const page = await context.newPage()
      page.on('console', message => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', error => complaints.push(error.message))
      await page.goto(host.url)
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (cookies.length === 0) cookies = await context.cookies()
      return page
    },
    close: async () => {
      await browser.close()
      await host.close()
      await engine.close()
      if (options.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}
