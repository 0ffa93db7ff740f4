import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'
import { searchByKeyboard, travelByKeyboard } from './frame-steps.ts'

const found = findBrowser()
const title =
  'reason' in found ? `the frame in a browser (skipped: ${found.reason})` : 'the frame in a browser'

describe.skipIf('reason' in found)(title, () => {
  let app: RunningApp
  let page: Page

  beforeAll(async () => {
    app = await startApp('path' in found ? found.path : '')
    const demo = await app.engine.call('demo.start', { people: 60 })
    if (!demo.ok) throw new Error(demo.error.message)
    await app.engine.call('sync.start', { connector: demo.value.id, mode: 'full' })
    page = await app.open({ viewport: { width: 1280, height: 800 } })
    await page.getByRole('button', { name: /^Sync: Synced/ }).waitFor()
  })
  afterAll(() => app.close())

  test('finds screens, users and actions by keyboard alone', () =>
    searchByKeyboard(page, () => expectAccessible(page)))

  test('goes back and forward by keyboard alone', () => travelByKeyboard(page))

  test('goes back and forward with the browser', async () => {
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Licenses' }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
  })

  test('is switched to the dark by an action, and is accessible there with its list open', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('dark')
    await page.getByRole('option', { name: 'Switch to dark theme' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('sal')
    await page.getByRole('group', { name: 'Departments' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  })

  test('has its list within the window at 200 % zoom', async () => {
    await page.setViewportSize({ width: 640, height: 400 })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('sal')
    await page.getByRole('group', { name: 'Departments' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollLeft + document.body.scrollLeft')).toBe(0)
    const list = await page.getByRole('listbox').boundingBox()
    expect(list?.x).toBeGreaterThanOrEqual(0)
    expect((list?.x ?? 0) + (list?.width ?? Number.NaN)).toBeLessThanOrEqual(640)
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  test('gives the focus back when a dialog is closed', async () => {
    await page.goto(`http://127.0.0.1:${app.host.port}/#/tenants`)
    const more = page.getByRole('button', { name: /^More for / })
    await more.click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const focused = () => page.evaluate<string>(`document.activeElement.getAttribute('aria-label') ?? ''`)
    await expect.poll(focused).toMatch(/^More for /)
    await expectAccessible(page)
  })

  test('says that there is no page, and leads back', async () => {
    await page.goto(`http://127.0.0.1:${app.host.port}/#/reports/nonsense`)
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor()
    await expectAccessible(page)
    expect(app.complaints).toEqual([])
  })
})
