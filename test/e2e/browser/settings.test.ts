import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'

const found = findBrowser()
const title = 'reason' in found ? `settings in a browser (skipped: ${found.reason})` : 'settings in a browser'

describe.skipIf('reason' in found)(title, () => {
  let app: RunningApp
  let page: Page

  beforeAll(async () => {
    app = await startApp('path' in found ? found.path : '')
    const demo = await app.engine.call('demo.start', { people: 20 })
    if (!demo.ok) throw new Error(demo.error.message)
    await app.engine.call('sync.start', { connector: demo.value.id })
    page = await app.open({ viewport: { width: 1280, height: 800 } })
  })
  afterAll(() => app.close())

  async function savedSettings() {
    const reply = await app.engine.call('settings.get', {})
    if (!reply.ok) throw new Error(reply.error.message)
    return reply.value
  }

  test('are changed with the keyboard alone, and saved at once', async () => {
    await page.getByRole('button', { name: 'Settings', exact: true }).focus()
    await page.keyboard.press('Enter')
    const quiet = page.getByRole('switch', { name: 'Quiet hours' })
    await quiet.waitFor()
    await quiet.focus()
    await page.keyboard.press('Space')
    await page.getByLabel('From').waitFor()
    await expect
      .poll(async () => (await savedSettings()).schedule.quietHours)
      .toEqual({ from: '22:00', to: '06:00' })
    await page.getByRole('radio', { name: 'Sync anyway' }).first().focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await savedSettings()).schedule.onBattery).toBe('wait')
  })

  test('make the window dark at once', async () => {
    const color = () =>
      page.evaluate<string>("getComputedStyle(document.querySelector('main')).backgroundColor")
    const light = await color()
    await page.getByRole('button', { name: 'General' }).click()
    await page.getByRole('radio', { name: 'Dark' }).click()
    await expect.poll(color).not.toBe(light)
    await expectAccessible(page)
    await page.getByRole('radio', { name: 'Light' }).click()
    await expect.poll(color).toBe(light)
  })

  test('say at the field why a value was refused', async () => {
    await page.getByRole('button', { name: 'Network' }).click()
    await page.getByRole('radio', { name: 'This proxy' }).click()
    await page.getByLabel('Address of the proxy').fill('http://name:hunter2@proxy.example.com')
    await page.keyboard.press('Enter')
    await page.getByText('A password is not kept in the settings.').waitFor()
    expect((await savedSettings()).network.proxyUrl).toBeNull()
    await expectAccessible(page)
  })

  test('pause the schedule from the top bar', async () => {
    await page.getByRole('button', { name: /Next sync/ }).click()
    await page.getByRole('menuitem', { name: 'Pause scheduled syncs' }).click()
    await page.getByRole('menuitem', { name: 'Until I resume them' }).click()
    await page.getByRole('button', { name: /\. Paused$/ }).click()
    await page.getByRole('menuitem', { name: 'Resume scheduled syncs' }).click()
    await page.getByRole('button', { name: /Next sync/ }).waitFor()
  })

  test.each([
    ['schedule', 'light'],
    ['general', 'dark'],
    ['network', 'dark'],
    ['data', 'light'],
    ['support', 'dark'],
    ['about', 'light'],
  ] as const)('are accessible: %s, %s', async (group, theme) => {
    await app.engine.call('settings.change', { app: { theme } })
    const small = await app.open({ viewport: { width: 960, height: 600 } })
    await small.goto(`http://127.0.0.1:${app.host.port}/#/settings/${group}`)
    await small.getByRole('heading', { level: 2 }).waitFor()
    await small.waitForLoadState('networkidle')
    await expectAccessible(small)
    await small.context().close()
  })

  test('without a complaint of the page', () => {
    expect(app.complaints).toEqual([])
  })
})
