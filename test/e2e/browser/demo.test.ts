import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'

const found = findBrowser()
/** The count of everybody: about 1,200, for people come and leave also in the demo tenant. */
const all = /^1–\d+ of 1,[12]\d\d$/
const title = 'reason' in found ? `the app in a browser (skipped: ${found.reason})` : 'the app in a browser'

describe.skipIf('reason' in found)(title, () => {
  let app: RunningApp
  let page: Page

  beforeAll(async () => {
    app = await startApp('path' in found ? found.path : '')
    page = await app.open({ viewport: { width: 1280, height: 800 } })
  })
  afterAll(() => app.close())

  test('begins with a tenant of one’s own or the demo tenant', async () => {
    await expectAccessible(page)
    expect(await page.getByText('Your data stays on this computer').isVisible()).toBe(true)
  })

  test('leads from the demo through its first sync to the overview', async () => {
    await page.getByRole('button', { name: 'Explore with a demo tenant' }).click()
    await page.getByRole('heading', { level: 2, name: 'What to do next' }).waitFor()
    await page.getByRole('button', { name: /^Sync: Synced/ }).waitFor()
    expect(await page.getByText(/^Activity as of/).isVisible()).toBe(true)
    await expectAccessible(page)
  })

  test('shows the people, as many as the tenant has, and searches them', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Users' }).click()
    await page.getByRole('grid', { name: 'Users' }).waitFor()
    await page.getByText(all).waitFor()
    const first = page.getByRole('row').nth(1).getByRole('gridcell').nth(1).locator('span').first()
    const name = await first.innerText()
    await expectAccessible(page)
    await page.getByRole('searchbox').fill(name)
    await page.getByText(/, filtered from 1,[12]\d\d$/).waitFor()
    expect(await first.innerText()).toBe(name)
    await page.getByRole('searchbox').fill('')
    await page.getByText(all).waitFor()
  })

  test('scrolls to the last person with the keyboard', async () => {
    await page.getByRole('row').nth(1).focus()
    await page.keyboard.press('End')
    await page.getByText(/–(1,[12]\d\d) of \1$/).waitFor()
    const rows = await page.getByRole('row').count()
    expect(rows).toBeLessThan(60)
  })

  test('comes back with Back to where it was', async () => {
    await page.getByRole('grid').getByRole('button', { name: 'Licenses', exact: true }).click()
    await page.waitForURL(/sort=-license_count/)
    await page.getByRole('navigation').getByRole('button', { name: 'Licenses' }).click()
    await page.getByRole('heading', { level: 1, name: 'Licenses' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    expect(page.url()).toContain('sort=-license_count')
  })

  test('syncs by button, and keeps the history', async () => {
    await page.getByRole('button', { name: /^Sync: Synced/ }).click()
    await page.getByRole('menuitem', { name: 'Sync now' }).click()
    await page.getByRole('navigation').getByRole('button', { name: 'Sync', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Sync' }).waitFor()
    const runs = page.getByRole('button', { name: /Succeeded/ })
    // The past year comes in the background, with syncs of its own.
    await expect.poll(() => runs.count()).toBeGreaterThan(1)
    await runs.first().click()
    await page.getByRole('table').waitFor()
    await expectAccessible(page)
  })

  test('moves nothing for whoever asked for less motion', async () => {
    const longest =
      await page.evaluate<number>(`Math.max(...[...document.querySelectorAll('*')].flatMap(element => {
      const { animationDuration, transitionDuration } = getComputedStyle(element)
      return [animationDuration, transitionDuration].flatMap(list => list.split(', ').map(Number.parseFloat))
    }))`)
    expect(longest).toBeLessThanOrEqual(0.001)
  })

  test('can be used by keyboard alone from the top', async () => {
    await page.goto(`http://127.0.0.1:${app.host.port}/#/overview`)
    await page.reload()
    await page.getByRole('heading', { level: 2, name: 'What to do next' }).waitFor()
    await page.keyboard.press('Shift+Tab')
    const focused = () => page.evaluate<string>("document.activeElement?.textContent ?? ''")
    await expect.poll(focused).toContain('Settings')
  })

  test('breaks no rule of its policy and reports no error', () => {
    expect(app.complaints).toEqual([])
  })

  test('shows nothing to a browser without the cookie', async () => {
    const context = await app.browser.newContext()
    const stranger = await context.newPage()
    const answer = await stranger.goto(app.host.url)
    expect(answer?.status()).toBe(403)
    await context.close()
  })

  test('gives no script the cookie', async () => {
    expect(await page.evaluate<string>('document.cookie')).toBe('')
  })
})
