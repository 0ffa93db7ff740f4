import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { getPriority } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DesktopApp, desktopHere, root, startDesktop, titleOf } from './app.ts'
import { hasSessionBus, startTrayWatcher, type TrayWatcher } from './support/tray-watcher.ts'

const found = hasSessionBus() ? desktopHere() : { reason: 'there is no session bus' }

describe.skipIf('reason' in found)(titleOf('the window on a desktop', found), () => {
  let app: DesktopApp
  let watcher: TrayWatcher

  beforeAll(async () => {
    // Desktops without a tray have a test of their own.
    watcher = await startTrayWatcher()
    app = await startDesktop('program' in found ? found.program : '')
    await app.call('settings.change', { schedule: { enabled: false } })
  })
  afterAll(async () => {
    await app?.close()
    watcher?.close()
  })

  const isShown = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(one => one.isVisible()))

  test('opens on the first run, from its own address, without a complaint', async () => {
    expect(app.page.url()).toBe('app://main/')
    expect(await app.page.getByRole('button', { name: 'Explore with a demo tenant' }).isVisible()).toBe(true)
    expect(await isShown()).toEqual([true])
    expect(app.complaints).toEqual([])
    expect(await app.call('host.info', {})).toMatchObject({
      ok: true,
      value: { kind: 'desktop', canTray: true, canShowFiles: true, canStartAtLogin: false },
    })
  })

  test('goes before the engine where there is not room for both', () => {
    // The larger number is the lower priority.
    expect(getPriority(app.enginePid() ?? 0)).toBeGreaterThan(getPriority(app.electron.process().pid))
  })

  test('follows the theme that was chosen, its frame included', async () => {
    const theme = () => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
    await app.call('settings.change', { app: { theme: 'dark' } })
    await expect.poll(theme).toBe('dark')
    await app.call('settings.change', { app: { theme: 'system' } })
    await expect.poll(theme).toBe('system')
  })

  test('leads from the demo tenant through a sync to the overview', async () => {
    await app.page.getByRole('button', { name: 'Explore with a demo tenant' }).click()
    await app.page.getByRole('heading', { level: 2, name: 'What to do next' }).waitFor()
    await app.page.getByRole('button', { name: /^Sync: Synced/ }).waitFor()
    expect(await app.page.getByText(/^Activity as of/).isVisible()).toBe(true)
    expect(app.complaints).toEqual([])
  })

  test('stays in the tray when it is closed, and a second start only brings it back', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expect.poll(isShown).toEqual([false])
    const engine = app.enginePid()
    const program = 'program' in found ? found.program : ''
    const second = spawn(program, ['--no-sandbox', root, '--hidden', '--remove-everything', 'm365:evil'], {
      env: app.env,
      stdio: 'ignore',
    })
    expect(await once(second, 'exit')).toEqual([0, null])
    await expect.poll(isShown).toEqual([true])
    expect(app.enginePid()).toBe(engine)
    expect(app.electron.windows()).toHaveLength(1)
  })

  test('is led to a place in the app from the tray, where the background is paused and resumed', async () => {
    await app.electron.evaluate(({ Tray }) => {
      const kept = globalThis as unknown as { menus: Electron.Menu[] }
      kept.menus = []
      const usual = Tray.prototype.setContextMenu
      Tray.prototype.setContextMenu = function (menu) {
        if (menu !== null) kept.menus.push(menu)
        usual.call(this, menu)
      }
    })
    const labels = () =>
      app.electron.evaluate(() =>
        (globalThis as unknown as { menus: Electron.Menu[] }).menus.at(-1)?.items.map(({ label }) => label),
      )
    const choose = (label: string) =>
      app.electron.evaluate((_electron, wanted) => {
        const items = (globalThis as unknown as { menus: Electron.Menu[] }).menus.at(-1)?.items ?? []
        items.find(item => item.label.startsWith(wanted))?.click()
      }, label)
    await app.call('background.pause', { until: null })
    await expect.poll(labels).toContain('Resume scheduled syncs')
    await choose('Resume scheduled syncs')
    await expect.poll(labels).toContain('Pause scheduled syncs')
    expect(await labels()).toEqual(
      expect.arrayContaining(['Open M365 Connector', 'Sync now', 'Quit M365 Connector']),
    )
    await choose('Last sync')
    await expect.poll(() => app.page.evaluate('location.hash')).toBe('#/sync')
    await choose('Sync now')
    // The tray may have passed over to what comes next before anybody looks.
    const said = () =>
      app.electron.evaluate(() =>
        (globalThis as unknown as { menus: Electron.Menu[] }).menus.flatMap(({ items }) =>
          items.map(({ label }) => label),
        ),
      )
    await expect.poll(async () => (await said()).some(label => label.startsWith('Syncing'))).toBe(true)
    await expect.poll(async () => (await labels())?.includes('Up to date')).toBe(true)
  })

  // The last, because Playwright gives a page up whose process has ended.
  test('shows its page again when the process of the page ends', async () => {
    const processOfPage = () =>
      app.electron.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        return contents?.isCrashed() === false && !contents.isLoading() ? contents.getOSProcessId() : null
      })
    const first = await processOfPage()
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
    await expect.poll(async () => ![null, 0, first].includes(await processOfPage())).toBe(true)
    const headings = () =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'document.querySelectorAll("h1").length',
        ),
      )
    await expect.poll(headings).toBe(1)
  })
})
