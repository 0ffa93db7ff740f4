import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { parse as parseCsv } from 'csv-parse/sync'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { screens } from '../../../renderer/i18n/en/screens.ts'
import { readZip } from '../../unit/export/zip-reader.ts'
import { expectAccessible, expectAccessibleInThemes } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'
import { isInactive } from './inactive.ts'

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
  const parse = (bytes: Buffer) => parseCsv<Record<string, string>>(bytes, { bom: true, columns: true })

  beforeAll(async () => {
    app = await startApp('path' in found ? found.path : '')
    const demo = await app.engine.call('demo.start', { people: 2600 })
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

  test('lead in eleven clicks from the start to ten users of Sales with an unused E5, as an Excel file', async () => {
    // The clicks of docs/architecture.md, "From the first start to an answer"; the first opens the demo.
    let clicks = 1
    const click = async (target: Locator) => {
      clicks += 1
      await target.click()
    }
    await go('overview')
    await click(page.getByRole('navigation').getByRole('button', { name: 'Departments' }))
    const sales = page
      .getByRole('grid')
      .getByRole('row')
      .filter({ hasText: /^Sales/ })
    const titles = await page.getByRole('columnheader').allInnerTexts()
    await click(
      sales.locator('[role="gridcell"]').nth(titles.indexOf('Inactive (30 days)')).getByRole('link'),
    )
    await click(page.getByRole('button', { name: 'Filter', exact: true }))
    await click(page.getByRole('combobox', { name: 'Column' }))
    await click(page.getByRole('option', { name: 'Products', exact: true }))
    const choice = page.getByRole('checkbox', { name: 'Microsoft 365 E5', exact: true })
    const offered = await choice.locator('xpath=../..').innerText()
    await click(choice)
    await click(page.getByRole('button', { name: 'Apply' }))
    await page.getByText(/, filtered from/).waitFor()
    await click(page.getByRole('button', { name: 'Export', exact: true }))
    await click(page.getByRole('menuitemradio', { name: 'First 10 rows' }))
    clicks += 1
    const sheets = readZip(await download(/Excel/))
    const sheet = Object.entries(sheets).find(([name]) => name.includes('sheet1'))?.[1] ?? ''
    const unused = rowsOf(`select distinct u.user_principal_name, lower(u.display_name), u.user_id
      from v_license_assignments a join v_users u using (user_id)
      where a.sku_part_number = 'SPE_E5' and u.department = 'Sales' and ${isInactive('u')} order by 2 nulls last, 3`)
    expect(clicks).toBe(11)
    expect(offered.replace(/\s/g, '')).toBe(`Microsoft365E5${unused.length}`)
    expect(unused.length).toBeGreaterThan(10)
    expect(sheet.match(/<row /g)).toHaveLength(11)
    const places = unused.map(([name]) => sheet.indexOf(`>${name}<`))
    expect(places.slice(0, 10).every((place, index) => place > (places[index - 1] ?? 0))).toBe(true)
    expect(places.slice(10).every(place => place === -1)).toBe(true)
  })

  test('find from Ctrl+K the users that SQL finds, by parts of names in any order', async () => {
    const within = (word: string) =>
      `instr(lower(concat_ws(' ', display_name, user_principal_name, mail, department)), '${word}') > 0`
    const found = (words: readonly string[]) =>
      rowsOf(`select coalesce(display_name, user_principal_name) from v_users
        where ${words.map(within).join(' and ')}`).map(([name]) => String(name))
    // The end of a name first, then two letters of its beginning; several users, no more than are listed.
    const tried =
      rowsOf(`select lower(substr(display_name, 1 + instr(display_name, ' '))), lower(substr(display_name, 1, 2))
      from v_users where display_name glob '[A-Za-z]* [A-Za-z]*' order by user_id`).map(row =>
        row.map(String),
      )
    const words = tried.find(one => found(one).length > 1 && found(one).length <= 10) ?? []
    const expected = found(words)
    expect(expected.length).toBeGreaterThan(1)
    await page.keyboard.press('Control+k')
    await page.keyboard.type(words.join(' '))
    const options = page.getByRole('group', { name: 'Users' }).getByRole('option').locator('> :first-child')
    await expect.poll(async () => (await options.allInnerTexts()).toSorted()).toEqual(expected.toSorted())
    await page.keyboard.press('Escape')
  })

  test('export the first ten rows in the order that is shown', async () => {
    await go('users?sort=user_principal_name')
    await page.getByRole('button', { name: 'Not active in 30 days' }).click()
    await page.getByText(/, filtered from/).waitFor()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitemradio', { name: 'First 10 rows' }).click()
    const names = parse(await download(/CSV/)).map(row => row['User principal name'])
    const expected =
      rowsOf(`select user_principal_name from v_users as u where license_count > 0 and ${isInactive('u')}
      order by user_principal_name collate nocase limit 10`)
    expect(names).toEqual(expected.map(([name]) => name))
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

  test('are accessible in every theme and lose nothing at 200 % zoom', async () => {
    // 1280 by 800 pixels at twice the size.
    const viewport = { width: 640, height: 400 }
    const zoomed = await app.open({ viewport, deviceScaleFactor: 2 })
    const wide: string[] = []
    for (const screen of Object.keys(screens).filter(name => name !== 'setup')) {
      await go(screen, zoomed)
      await zoomed.waitForLoadState('networkidle')
      await expectAccessibleInThemes(zoomed)
      const width = await zoomed.evaluate<number>('document.documentElement.scrollWidth')
      if (width > viewport.width) wide.push(screen)
    }
    expect(wide).toEqual([])
    await zoomed.context().close()
  })

  test('report no error', () => {
    expect(app.complaints).toEqual([])
  })
})
