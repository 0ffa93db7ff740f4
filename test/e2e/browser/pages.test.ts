import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'

const found = findBrowser()
const title = 'reason' in found ? `pages in a browser (skipped: ${found.reason})` : 'pages in a browser'

describe.skipIf('reason' in found)(title, () => {
  let app: RunningApp
  let page: Page
  let demo: string

  const go = (hash: string) => page.goto(new URL(`/${hash}`, app.host.url).href)
  const answer = async <Value>(
    reply: Promise<{ ok: true; value: Value } | { ok: false; error: unknown }>,
  ) => {
    const result = await reply
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    return result.value
  }

  beforeAll(async () => {
    app = await startApp('path' in found ? found.path : '')
    demo = (await answer(app.engine.call('demo.start', { people: 80, history: true }))).id
    await answer(app.engine.call('sync.start', { connector: demo }))
    const runs = () => answer(app.engine.call('sync.runs', { connector: demo, limit: 100 }))
    await vi.waitFor(async () => expect((await runs()).length).toBeGreaterThan(20), {
      timeout: 150_000,
      interval: 500,
    })
    page = await app.open({ viewport: { width: 1280, height: 800 } })
  }, 180_000)
  afterAll(() => app.close())

  test('from a filter to a user’s panel and page, and back, by keyboard alone', async () => {
    await go('#/users')
    const quick = page.getByRole('button', { name: 'Disabled with licenses' })
    await quick.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/account_enabled/)
    await page.getByText(/, filtered from/).waitFor()
    const row = page.getByRole('row').nth(1)
    await row.focus()
    await page.keyboard.press('Space')
    const panel = page.getByRole('complementary')
    await panel.getByRole('region', { name: 'Licenses' }).waitFor()
    expect(await panel.getByText(/^Sign-in blocked/).count()).toBe(1)
    const name = await panel.getByRole('heading', { level: 2 }).first().innerText()
    await expectAccessible(page)
    await row.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('region', { name: 'Activity' }).waitFor()
    await expectAccessible(page)
    await page.goBack()
    await panel.getByRole('heading', { level: 2, name }).waitFor()
    expect(page.url()).toContain('account_enabled')
  })

  test('from the list of licenses to a product, its users, and one of them', async () => {
    await go('#/licenses')
    await page.getByText('Microsoft 365 E3', { exact: true }).first().waitFor()
    expect(await page.getByText('Microsoft Power Automate Free').count()).toBe(0)
    await page.getByRole('switch', { name: 'Show free products' }).click()
    await page.getByText('Microsoft Power Automate Free').first().waitFor()
    await expectAccessible(page)
    await go('#/licenses/SPE_E3')
    await page.getByRole('heading', { level: 1, name: 'Microsoft 365 E3' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('tab', { name: 'Users' }).click()
    await page.waitForURL(/licenses\/SPE_E3\/users/)
    await page.getByRole('row').nth(1).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/users\//)
    await page.getByRole('region', { name: 'Licenses' }).waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'Users', selected: true }).waitFor()
  })

  test('from a sentence of changes to other days and to the table of every change', async () => {
    await go('#/changes')
    await page.getByText(/^Since /).waitFor()
    const first = (await answer(app.engine.call('changes.between', { connector: demo }))).days[0]?.date ?? ''
    await page.getByLabel('From', { exact: true }).fill(first)
    await page.waitForURL(new RegExp(`from=${first}`))
    await page.getByText(/users? came/).waitFor()
    await page.getByRole('button', { name: 'All changes as a table' }).click()
    await page.getByRole('grid', { name: 'Changes' }).waitFor()
    await page.goBack()
    await page.waitForURL(new RegExp(`from=${first}`))
  })

  test('renewals are listed and saved as a calendar', async () => {
    await go('#/renewals')
    await page.getByRole('region', { name: 'Overdue' }).waitFor()
    await page.getByRole('button', { name: 'Export to calendar' }).click()
    await page.getByText(/dates saved as .*\.ics$/).waitFor()
  })

  test('from a department to its users and to what it is charged', async () => {
    await go('#/departments')
    const bars = page.getByRole('figure', { name: 'Seats by department' })
    const department = await bars.getByRole('link').first().innerText()
    await page.getByRole('grid').getByRole('link', { name: department, exact: true }).first().click()
    await page.waitForURL(/#\/users\?.*department/)
    await page.getByText(/, filtered from/).waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'Charge-back' }).click()
    await page.waitForURL(/departments\/charge-back/)
    await page.getByRole('columnheader', { name: 'Price of a seat (per year)' }).waitFor()
    const charged = page.getByRole('grid').getByRole('link').first()
    const name = await charged.innerText()
    await charged.click()
    await page.getByText(/, filtered from/).waitFor()
    expect(decodeURIComponent(page.url()).replaceAll('+', ' ')).toContain(name)
  })

  test('from the adoption of apps to the users who have nothing on record', async () => {
    await go('#/apps')
    await page.getByRole('figure', { name: 'Active in 30 days' }).waitFor()
    await page.getByRole('button', { name: '7 days' }).click()
    await page.getByRole('figure', { name: 'Active in 7 days' }).waitFor()
    await page.getByRole('tab', { name: 'Users and apps' }).click()
    await page.waitForURL(/apps\/users/)
    await page.getByRole('button', { name: 'Licensed and never used' }).click()
    await page.waitForURL(/never_used/)
    await page.getByText(/, filtered from/).waitFor()
  })

  test.each([
    { name: 'light', colorScheme: 'light' as const, forcedColors: 'none' as const },
    { name: 'dark', colorScheme: 'dark' as const, forcedColors: 'none' as const },
    { name: 'high contrast', colorScheme: 'dark' as const, forcedColors: 'active' as const },
  ])('below a screen are accessible: $name', async ({ colorScheme, forcedColors }) => {
    const shown = await app.open({ colorScheme, forcedColors, viewport: { width: 960, height: 600 } })
    for (const hash of [
      'licenses/SPE_E5',
      'licenses/SPE_E5/plans',
      'departments/charge-back',
      'savings/products',
      'savings/excluded',
      'savings/plan',
      'savings/prices',
    ]) {
      await shown.goto(new URL(`/#/${hash}`, app.host.url).href)
      await shown.getByRole('heading', { level: 1 }).waitFor()
      await shown.waitForLoadState('networkidle')
      await expectAccessible(shown)
    }
    await shown.context().close()
  })

  test('report no error', () => {
    expect(app.complaints).toEqual([])
  })
})
