import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import Papa from 'papaparse'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { screens } from '../../../renderer/i18n/en/screens.ts'
import { readZip } from '../../unit/export/zip-reader.ts'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'

const found = findBrowser()
const title = 'reason' in found ? `every screen (skipped: ${found.reason})` : 'every screen'

describe.skipIf('reason' in found)(title, () => {
  let app: RunningApp
  let page: Page
  let database: Database.Database

  const go = async (hash: string, on = page) => {
    await on.goto(new URL(`/#/${hash}`, app.host.url).href)
    await on.getByRole('heading', { level: 1 }).waitFor()
  }
  const rowsOf = (sql: string) => database.prepare(sql).raw().all() as (string | number | null)[][]
  /** Chooses a format in the Export menu that is open, and answers the downloaded file's bytes. */
  const download = async (format: RegExp) => {
    const coming = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: format }).click()
    return readFileSync(await (await coming).path())
  }
  const exportAs = async (format: RegExp) => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    return await download(format)
  }
  const parse = (bytes: Buffer) => {
    const { data, errors } = Papa.parse<Record<string, string>>(
      bytes.toString('utf8').replace(/^\uFEFF/, ''),
      {
        header: true,
        skipEmptyLines: true,
      },
    )
    expect(errors).toEqual([])
    return data
  }

  beforeAll(async () => {
    app = await startApp('path' in found ? found.path : '')
    const demo = await app.engine.call('demo.start', { people: 400 })
    if (!demo.ok) throw new Error(demo.error.message)
    const run = await app.engine.call('sync.start', { connector: demo.value.id, mode: 'full' })
    if (!run.ok) throw new Error(run.error.message)
    const status = await app.engine.call('connectors.status', { connector: demo.value.id })
    database = new Database(status.ok ? (status.value[0]?.databaseFile ?? '') : '', { readonly: true })
    page = await app.open({ viewport: { width: 1280, height: 800 }, acceptDownloads: true })
  })
  afterAll(async () => {
    database?.close()
    await app?.close()
  })

  test('lead from the start to the users of Sales with an inactive E5, as an Excel file', async () => {
    // The clicks of docs/architecture.md, "From the first start to an answer".
    await go('licenses')
    await page.getByText('Microsoft 365 E5', { exact: true }).first().dblclick()
    await page.getByRole('tab', { name: 'Users' }).click()
    await page.getByRole('row').nth(1).waitFor()
    await page.keyboard.press('f')
    await page.getByRole('combobox', { name: 'Column' }).focus()
    await page.keyboard.type('Department')
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: 'Sales', exact: true }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByText(/, filtered from/).waitFor()
    await page.getByRole('button', { name: 'Last activity', exact: true }).first().click()
    const sheets = readZip(await exportAs(/Excel/))
    const sheet = Object.entries(sheets).find(([name]) => name.includes('sheet1'))?.[1] ?? ''
    const holders =
      rowsOf(`select distinct u.user_principal_name from v_license_assignments a join v_users u using (user_id)
      where a.sku_part_number = 'SPE_E5' and u.department = 'Sales'`)
    expect(holders.length).toBeGreaterThan(0)
    for (const [name] of holders) expect(sheet).toContain(String(name))
  })

  test('export what the database has, also from Ctrl+K', async () => {
    for (const [hash, report, sql] of [
      [
        'users?filter=account_enabled%7C%3D%7C0',
        'users',
        'select count(*) from v_users where account_enabled = 0',
      ],
      ['reports/assignments', 'assignments', 'select count(*) from v_license_assignments'],
      ['reports/renewals', 'renewals', 'select count(*) from v_renewals'],
      ['reports/activations', 'activations', null],
    ] as const) {
      await go(hash)
      await page.getByRole('row').nth(1).waitFor()
      await page.keyboard.press('Control+k')
      await page.keyboard.type('export this')
      await page.keyboard.press('Enter')
      const data = parse(await download(/CSV/))
      if (sql !== null) expect([report, data.length]).toEqual([report, rowsOf(sql)[0]?.[0]])
    }
    await go('changes')
    await go('overview')
    const summary = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: /Web page/ }).click()
    const text = readFileSync(await (await summary).path(), 'utf8')
    const [bought] = rowsOf(`select sum(enabled_units + warning_units) from v_licenses where kind = 'paid'`)
    expect(text).toContain(`<td class="number">${Number(bought?.[0]).toLocaleString('en')}</td>`)
  })

  test('answer a question in SQL, export the answer and keep the question', async () => {
    await go('query')
    const sql = 'select department, count(*) as users from v_users group by department order by users desc, 1'
    const field = page.getByRole('textbox', { name: 'SQL statement' })
    await field.fill(`${sql} x`)
    await page.keyboard.press('Control+Enter')
    await page
      .getByRole('alert')
      .getByText(/syntax error/)
      .waitFor()
    await field.fill(sql)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('grid', { name: 'Result' }).waitFor()
    await expectAccessible(page)
    const exported = parse(await exportAs(/CSV/)).map(row => [
      row['department'] || null,
      Number(row['users']),
    ])
    expect(exported).toEqual(rowsOf(sql))
    await page.reload()
    await expect.poll(() => field.inputValue()).toBe(sql)
  })

  test('show made-up names with one switch, and the real ones again', async () => {
    const names = rowsOf('select display_name from v_users where display_name is not null').map(([name]) =>
      String(name),
    )
    const shown = async () => {
      await page.getByRole('row').nth(3).waitFor()
      return await page.getByRole('grid').innerText()
    }
    await go('settings/data')
    await page.getByRole('switch', { name: 'Replace names with made-up ones' }).click()
    await page.getByRole('button', { name: 'Made-up names' }).waitFor()
    await go('users')
    const madeUp = await shown()
    expect(names.filter(name => madeUp.includes(name))).toEqual([])
    expect(madeUp).toContain('@pseudonym.invalid')
    await page.getByRole('button', { name: 'Made-up names' }).click()
    await page.getByRole('switch', { name: 'Replace names with made-up ones' }).click()
    await go('users')
    await expect.poll(shown).not.toContain('@pseudonym.invalid')
  })

  test.each([
    { name: 'light', colorScheme: 'light' as const, forcedColors: 'none' as const },
    { name: 'dark', colorScheme: 'dark' as const, forcedColors: 'none' as const },
    { name: 'high contrast', colorScheme: 'dark' as const, forcedColors: 'active' as const },
  ])('are accessible and lose nothing at 200 % zoom: $name', async ({ colorScheme, forcedColors }) => {
    // 1280 by 800 pixels at twice the size.
    const viewport = { width: 640, height: 400 }
    const zoomed = await app.open({ viewport, deviceScaleFactor: 2, colorScheme, forcedColors })
    const width = () => zoomed.evaluate<number>('document.documentElement.scrollWidth')
    const wide: string[] = []
    for (const screen of Object.keys(screens).filter(name => name !== 'setup')) {
      await go(screen, zoomed)
      await zoomed.waitForLoadState('networkidle')
      await expectAccessible(zoomed)
      if ((await width()) > viewport.width) wide.push(screen)
    }
    expect(wide).toEqual([])
    await zoomed.context().close()
  })

  test('report no error', () => {
    expect(app.complaints).toEqual([])
  })
})
