import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { atRest } from '../browser/accessible.ts'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = process.platform === 'win32' ? { reason: 'its engine is a shell script' } : desktopHere()
const secret = 'Abc8Q~0123456789012345678901234567890123'

describe.skipIf('reason' in found)(titleOf('an engine that ends at once', found), () => {
  let folder: string
  let app: DesktopApp

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'engine-stopped-'))
    app = await startDesktop('program' in found ? found.program : '', {
      M365_CONNECTOR_HOME: join(folder, 'home'),
      M365_CONNECTOR_ENGINE_NODE: brokenNode(folder),
    })
    await app.page.getByRole('heading', { level: 1, name: 'M365 Connector has stopped working' }).waitFor()
  })
  afterEach(async () => {
    await app?.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  const starts = () => readFileSync(join(folder, 'starts'), 'utf8').length
  const press = async (name: string) => {
    await app.page.getByRole('button', { name }).focus()
    await app.page.keyboard.press('Enter')
  }

  test('is started three times, then its page says why, also when it is loaded again', async () => {
    const { page, home } = app
    const reason = page.getByText(
      'A library that the program needs is missing on this computer: libfirst.so.6.',
    )
    await reason.waitFor()
    expect(starts()).toBe(3)
    await page.reload()
    await reason.waitFor()
    const log = join(home, 'logs', 'host.log')
    await expect.poll(() => existsSync(log) && readFileSync(log, 'utf8')).toContain('exit 127')
    const text = readFileSync(log, 'utf8')
    expect(text).toContain('libfirst.so.6')
    expect(text).not.toContain(secret)
    expect(statSync(log).mode & 0o777).toBe(0o600)
  })

  test('leaves a page that works by keyboard alone, in light and dark, in the smallest window', async () => {
    const { page, electron } = app
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 600))
    await expect.poll(() => page.evaluate('innerWidth')).toBe(960)
    const focused = () => page.evaluate('document.activeElement?.textContent')
    await expect.poll(focused).toBe('M365 Connector has stopped working')
    for (const name of ['Try again', 'Open logs', 'Quit']) {
      await page.keyboard.press('Tab')
      expect(await focused()).toBe(name)
      await expect.poll(() => isInView(page, page.locator(':focus'))).toBe(true)
    }
    for (const theme of ['light', 'dark'] as const) {
      await electron.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source
      }, theme)
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await atRest(page)
      // Electron opens no second page, in which axe would put its findings together.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
  })

  test('shows its logs, and is tried again until it works', async () => {
    const { page, electron } = app
    await electron.evaluate(({ shell }) => {
      const kept = globalThis as unknown as { opened: string[] }
      kept.opened = []
      shell.openPath = async path => {
        kept.opened.push(path)
        return ''
      }
    })
    await press('Open logs')
    const opened = () => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    await expect.poll(opened).toEqual([join(app.home, 'logs')])
    await press('Try again')
    await expect.poll(starts).toBe(4)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    writeFileSync(join(folder, 'repaired'), '')
    await press('Try again')
    await page.getByRole('button', { name: 'Explore with a demo tenant' }).waitFor()
    expect(app.enginePid()).not.toBeNull()
  })

  test('lets the app be quit', async () => {
    const ended = once(app.electron.process(), 'exit')
    // The page may be gone before its driver hears that the key was pressed.
    await press('Quit').catch(() => undefined)
    expect(await ended).toEqual([0, null])
  })
})

/**
 * A Node that a computer without one of its libraries would have, until it is repaired. It counts its starts.
 */
function brokenNode(folder: string): string {
  const program = join(folder, 'node')
  const lines = [
    '#!/bin/sh',
    `printf x >> '${folder}/starts'`,
    `if [ -e '${folder}/repaired' ]; then exec '${process.execPath}' "$@"; fi`,
    'echo "node: error while loading shared libraries: libfirst.so.6: cannot open shared object file" >&2',
    `echo "client_secret=${secret}" >&2`,
    'exit 127',
  ]
  writeFileSync(program, `${lines.join('\n')}\n`, { mode: 0o755 })
  return program
}

/** Whether all of an element is within the window. */
async function isInView(page: Page, element: Locator): Promise<boolean> {
  const box = await element.boundingBox()
  const [width, height] = await page.evaluate<[number, number]>('[innerWidth, innerHeight]')
  return (
    box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
  )
}
