import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expectAccessible, expectAccessibleInThemes } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'
import { shownCells } from './cells.ts'
import { isInactive } from './inactive.ts'

const found = findBrowser()
const title = 'reason' in found ? `pages in a browser (skipped: ${found.reason})` : 'pages in a browser'

/** Tables beside users, licenses, departments and apps, each with a filter and the same in SQL. */
const filteredTables = [
  {
    hash: '#/reports/changes',
    column: 'Change',
    value: 'Gained a license',
    keys: ['at', 'kind', 'user_id', 'user_principal_name', 'sku_id', 'run_id'],
    sql: `select at, kind, user_id, user_principal_name, sku_id, run_id from v_changes where kind = 'license_assigned'`,
  },
  {
    hash: '#/reports/renewals',
    column: 'Status',
    value: 'Enabled',
    keys: ['subscription_id', 'product_name', 'total_licenses', 'is_trial', 'next_lifecycle_at'],
    sql: `select subscription_id, product_name, total_licenses, is_trial, next_lifecycle_at
      from v_renewals where status = 'Enabled'`,
  },
  {
    hash: '#/reports/assignments',
    column: 'Department',
    value: 'Sales',
    keys: ['user_principal_name', 'sku_part_number', 'assigned_by', 'last_activity_date'],
    sql: `select user_principal_name, sku_part_number, assigned_by, u.last_activity_date
      from v_license_assignments as a join v_users as u using (user_id, user_principal_name) where u.department = 'Sales'`,
  },
  {
    hash: '#/savings',
    column: 'Confidence',
    value: 'Strong',
    keys: ['user_id', 'sku_id', 'rule', 'grade', 'user_principal_name', 'department'],
    sql: `select user_id, sku_id, rule, grade, user_principal_name, department
      from v_claims join v_users using (user_id) where class = 'claimed' and grade = 'strong'`,
  },
] as const

const departmentColumns = [
  'Department',
  'Licensed',
  'Inactive (30 days)',
  'Unlicensed',
  'Seats',
  'Inactive seats',
]

/** The same in SQL over the public views. Seats are those of paid products. */
const departmentFigures = `
  with one as (
    select u.department, u.license_count, u.license_count > 0 and ${isInactive('u')} as inactive, (
      select count(distinct a.sku_id) from v_license_assignments a join v_licenses l using (sku_id)
      where a.user_id = u.user_id and l.kind = 'paid' and ifnull(a.state, '') <> 'Error') as seats
    from v_users as u)
  select department, sum(license_count > 0), sum(inactive), sum(license_count = 0), sum(seats), sum(inactive * seats)
  from one group by department`

describe.skipIf('reason' in found)(title, () => {
  let app: RunningApp
  let page: Page
  let demo: string
  let database: Database.Database

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
    const [status] = await answer(app.engine.call('connectors.status', { connector: demo }))
    database = new Database(status?.databaseFile ?? '', { readonly: true })
    page = await app.open({ viewport: { width: 1280, height: 800 }, acceptDownloads: true })
  }, 180_000)
  afterAll(async () => {
    database?.close()
    await app?.close()
  })

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
    expect(await panel.getByText(/^Account disabled/).count()).toBe(1)
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
    const shown = await shownCells(page.getByRole('grid'), departmentColumns)
    const known = database.prepare(departmentFigures).raw().all() as (string | number | null)[][]
    const words = known.map(([name, ...counts]) => [name ?? '(No department)', ...counts].map(String))
    const totals = [1, 2, 3, 4, 5].map(place => known.reduce((sum, row) => sum + Number(row[place]), 0))
    expect(shown.toSorted()).toEqual([...words, ['Total', ...totals.map(String)]].toSorted())
    await page.getByRole('grid').getByRole('link', { name: department, exact: true }).first().click()
    await page.waitForURL(/#\/users\?.*department/)
    await page.getByText(/, filtered from/).waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'Charge-back' }).click()
    await page.waitForURL(/departments\/charge-back/)
    await page.getByRole('columnheader', { name: 'Price of a seat a year' }).waitFor()
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
    await page.getByRole('tab', { name: 'Departments' }).click()
    await page.waitForURL(/apps\/departments/)
    const cell = page
      .getByRole('grid')
      .getByRole('link', { name: /Exchange: [\d,]+ of/ })
      .first()
    await cell.waitFor()
    await expectAccessibleInThemes(page)
    const [, users = ''] = /: ([\d,]+) of/.exec((await cell.textContent()) ?? '') ?? []
    await cell.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/apps\/users\?.*used_30d/)
    await page.getByText(new RegExp(`\\b${users}( rows?)?, filtered from`)).waitFor()
    await page.getByRole('tab', { name: 'Users and apps' }).click()
    await page.waitForURL(/apps\/users$/)
    await page.getByRole('button', { name: 'Licensed and never used' }).click()
    await page.waitForURL(/never_used/)
    await page.getByText(/, filtered from/).waitFor()
  })

  test.each(filteredTables)(
    'from a filter of $hash to a panel and a file of the same rows, and back',
    async table => {
      const { hash, column, value, keys, sql } = table
      await go(hash)
      await page.getByRole('row').nth(1).waitFor()
      await page.keyboard.press('f')
      await page.getByRole('combobox', { name: 'Column' }).focus()
      await page.keyboard.type(column)
      await page.keyboard.press('Enter')
      await page.getByRole('checkbox', { name: value, exact: true }).click()
      await page.keyboard.press('Enter')
      await page.getByText(/, filtered from/).waitFor()
      await page.getByRole('row').nth(1).focus()
      await page.keyboard.press('Space')
      await page.getByRole('complementary').waitFor()
      await page.goBack()
      await expect.poll(() => page.getByRole('complementary').count()).toBe(0)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('export this')
      await page.keyboard.press('Enter')
      await page.getByRole('menuitemcheckbox', { name: /^All columns/ }).click()
      const coming = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: 'JSON' }).click()
      const text = readFileSync(await (await coming).path(), 'utf8')
      const rows = (JSON.parse(text) as Record<string, unknown>[]).map(row =>
        keys.map(key => row[key] ?? null),
      )
      const expected = database.prepare(sql).raw().all()
      expect(expected.length).toBeGreaterThan(0)
      expect(rows.map(row => JSON.stringify(row)).sort()).toEqual(
        expected.map(row => JSON.stringify(row)).sort(),
      )
      await page
        .getByText(new RegExp(`\\b${rows.length.toLocaleString('en')}( rows)?, filtered from`))
        .waitFor()
    },
  )

  test('below a screen are accessible in every theme', async () => {
    const shown = await app.open({ viewport: { width: 960, height: 600 } })
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
      await expectAccessibleInThemes(shown)
    }
    await shown.context().close()
  })

  test('show the whole grid of prices at 960 pixels, and every part number in one line', async () => {
    const shown = await app.open({ viewport: { width: 960, height: 600 } })
    await shown.goto(new URL('/#/savings/prices', app.host.url).href)
    await shown.getByRole('table', { name: 'Prices' }).waitFor()
    const over = await shown.evaluate<number[]>(
      `[...document.querySelectorAll('main *')].map(one => one.scrollWidth - one.clientWidth)
        .filter((wide, place) => wide > 1 && getComputedStyle([...document.querySelectorAll('main *')][place]).overflowX === 'auto')`,
    )
    expect(over).toEqual([])
    const number = shown.getByText('EXCHANGESTANDARD', { exact: true })
    expect((await number.boundingBox())?.height).toBeLessThan(24)
    await shown.context().close()
  })

  test('report no error', () => {
    expect(app.complaints).toEqual([])
  })
})
