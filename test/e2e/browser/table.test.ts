import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { parse } from 'csv-parse/sync'
import type { Download, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readZip } from '../../unit/export/zip-reader.ts'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'

const found = findBrowser()
const title = 'reason' in found ? `the table of a screen (skipped: ${found.reason})` : 'the table of a screen'

/** Pixels that an element is wider inside than it is seen. */
const overflow = (page: Page, selector: string) =>
  page.evaluate<number>(
    `(() => { const it = document.querySelector('${selector}'); return it.scrollWidth - it.clientWidth })()`,
  )
/** The titles of columns whose text reaches into the next column. */
const collidingTitles = `(() => {
  const heads = [...document.querySelectorAll('[role="columnheader"]')]
  const rightOf = element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect().right
  }
  const textOf = head => [...head.querySelectorAll('button, span')].find(one => one.textContent !== '') ?? head
  return heads.filter((head, index) => {
    const next = heads[index + 1]
    return next !== undefined && head.textContent !== '' && rightOf(textOf(head)) > next.getBoundingClientRect().left + 1
  }).map(head => head.textContent)
})()`
/** The element around the grid, which scrolls it. */
const gridScroller = ':has(> [role="grid"])'

describe.skipIf('reason' in found)(title, () => {
  let app: RunningApp
  let page: Page
  let database: Database.Database

  const go = async (hash: string, on = page) => {
    await on.goto(`http://127.0.0.1:${app.host.port}/${hash}`)
    await on.getByRole('row').nth(2).waitFor()
  }
  const exported = async (format: string): Promise<Download> => {
    await page.getByRole('button', { name: 'Export', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: format }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: format }).focus()
    await page.keyboard.press('Enter')
    return await download
  }

  beforeAll(async () => {
    app = await startApp('path' in found ? found.path : '')
    const demo = await app.engine.call('demo.start', {})
    if (!demo.ok) throw new Error(demo.error.message)
    const run = await app.engine.call('sync.start', { connector: demo.value.id, mode: 'full' })
    if (!run.ok) throw new Error(run.error.message)
    const status = await app.engine.call('connectors.status', { connector: demo.value.id })
    const file = status.ok ? (status.value[0]?.databaseFile ?? '') : ''
    database = new Database(file, { readonly: true })
    page = await app.open({ viewport: { width: 1280, height: 800 }, acceptDownloads: true })
  })
  afterAll(async () => {
    database.close()
    await app.close()
  })

  test.each(['#/users', '#/licenses'])('does not scroll sideways at 1280 pixels: %s', async hash => {
    await go(hash)
    expect(await overflow(page, gridScroller)).toBe(0)
    expect(await overflow(page, 'html')).toBe(0)
    // The last column's handle was half outside, which made every table scroll.
    const last = page.getByRole('columnheader').last()
    const [head, handle] = await Promise.all([
      last.boundingBox(),
      last.locator('.fui-TableResizeHandle').boundingBox(),
    ])
    expect((handle?.x ?? 0) + (handle?.width ?? 0)).toBeLessThanOrEqual(
      (head?.x ?? 0) + (head?.width ?? 0) + 1,
    )
  })

  test.each(['#/users', '#/licenses', '#/reports/inactive', '#/savings'])(
    'has its tools on one line in a small window: %s',
    async hash => {
      const small = await app.open({ viewport: { width: 960, height: 600 } })
      await go(hash, small)
      const middles = await Promise.all(
        ['Filter', 'Views', 'Export', 'Columns', 'Row height'].map(async name => {
          const box = await small.getByRole('button', { name, exact: true }).boundingBox()
          return Math.round((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN) / 2)
        }),
      )
      expect(new Set(middles).size).toBe(1)
      expect(await small.evaluate<string[]>(collidingTitles)).toEqual([])
      // Nor is the way to a screen out of sight.
      const settings = await small
        .getByRole('navigation')
        .getByRole('button', { name: 'Settings' })
        .boundingBox()
      expect((settings?.y ?? Number.NaN) + (settings?.height ?? Number.NaN)).toBeLessThanOrEqual(600)
      await small.context().close()
    },
  )

  test('lets a hand drag a column wider, and shows it so after a reload', async () => {
    await go('#/licenses')
    const head = page.getByRole('columnheader', { name: 'Product', exact: true })
    const before = (await head.boundingBox())?.width ?? 0
    const handle = await head.locator('.fui-TableResizeHandle').boundingBox()
    await page.mouse.move((handle?.x ?? 0) + 7, (handle?.y ?? 0) + 10)
    await page.mouse.down()
    await page.mouse.move((handle?.x ?? 0) + 67, (handle?.y ?? 0) + 10, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await head.boundingBox())?.width).toBe(before + 60)
    await expect
      .poll(async () => {
        const settings = await app.engine.call('settings.get', {})
        return settings.ok && Object.hasOwn(settings.value.window.tables, 'licenses')
      })
      .toBe(true)
    await page.reload()
    await page.getByRole('row').nth(2).waitFor()
    await expect.poll(async () => (await head.boundingBox())?.width).toBe(before + 60)
  })

  test('leads by keyboard alone from a filter to a panel, and Back restores each', async () => {
    await go('#/users')
    await page.keyboard.press('f')
    await page.getByRole('combobox', { name: 'Column' }).focus()
    await page.keyboard.type('Department')
    await page.keyboard.press('Enter')
    const value = page.getByRole('checkbox', { name: 'Sales', exact: true })
    await value.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    const { count } = database
      .prepare("select count(*) as count from v_users where department = 'Sales'")
      .get() as {
      count: number
    }
    await page.getByText(new RegExp(`of ${count}, filtered from 1,200$`)).waitFor()
    await page.getByRole('row').nth(1).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    const name = await page
      .getByRole('row')
      .nth(2)
      .getByRole('gridcell')
      .nth(1)
      .locator('span')
      .first()
      .innerText()
    await page.getByRole('complementary', { name }).waitFor()
    await expectAccessible(page)
    await page.goBack()
    await expect.poll(() => page.getByRole('complementary', { name }).count()).toBe(0)
    expect(new URL(page.url()).hash).toContain('Sales')
    await page.goBack()
    await page.getByText(/of 1,200$/).waitFor()
    await page.goForward()
    await page.getByText(new RegExp(`of ${count}, filtered from 1,200$`)).waitFor()
  })

  test('exports what the filter left, as another reader and the database have it', async () => {
    await go('#/users?filter=department%7C%3D%7CSales&sort=display_name')
    const rows = database
      .prepare(
        "select display_name, user_principal_name, license_count from v_users where department = 'Sales' order by display_name",
      )
      .all() as { display_name: string; user_principal_name: string; license_count: number }[]
    const csv = await exported('CSV')
    expect(csv.suggestedFilename()).toMatch(/users.*\.csv$/)
    const options = { bom: true, columns: true } as const
    const parsed = parse<Record<string, string>>(readFileSync(await csv.path()), options)
    const identity = (name: unknown, upn: unknown, licenses: unknown) => `${name} <${upn}> ${licenses}`
    const expected = rows
      .map(row => identity(row.display_name, row.user_principal_name, row.license_count))
      .sort()
    expect(
      parsed.map(row => identity(row['Name'], row['User principal name'], row['Licenses'])).sort(),
    ).toEqual(expected)
    await page.getByText(`${rows.length} rows were written to ${csv.suggestedFilename()}.`).waitFor()
    const workbook = readZip(readFileSync(await (await exported('Excel')).path()))
    const sheet = Object.entries(workbook).find(([name]) => name.includes('sheet1'))?.[1] ?? ''
    expect(sheet.match(/<row /g)).toHaveLength(rows.length + 1)
    for (const { user_principal_name } of rows) expect(sheet).toContain(user_principal_name)
    await expectAccessible(page)
  })

  test('copies the selected rows as cells', async () => {
    await go('#/users')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('row').nth(1).focus()
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('2 rows selected').waitFor()
    await page.keyboard.press('Control+c')
    await page.getByText('2 rows copied').waitFor({ state: 'attached' })
    const text = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(text.split('\n').map(line => line.split('\t')[0])).toEqual([
      'Name',
      ...(await Promise.all(
        [1, 2].map(index =>
          page.getByRole('row').nth(index).getByRole('gridcell').nth(1).locator('span').first().innerText(),
        ),
      )),
    ])
  })

  test.each(['light', 'dark'] as const)('loses nothing at 200 % zoom: %s', async colorScheme => {
    // 1280 by 800 pixels at twice the size.
    const zoomed = await app.open({
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
      colorScheme,
    })
    await go('#/users?filter=department%7C%3D%7CSales', zoomed)
    expect(await overflow(zoomed, 'html')).toBe(0)
    for (const name of ['Filter', 'Views', 'Export', 'Columns', 'Row height']) {
      await zoomed.getByRole('button', { name, exact: true }).click({ trial: true })
    }
    await zoomed.getByRole('row').nth(1).getByRole('gridcell').nth(1).click()
    await zoomed
      .getByRole('complementary')
      .getByRole('button', { name: 'Close details' })
      .click({ trial: true })
    await expectAccessible(zoomed)
    await zoomed.keyboard.press('f')
    await zoomed.getByRole('combobox', { name: 'Column' }).focus()
    await zoomed.keyboard.type('Department')
    await zoomed.keyboard.press('Enter')
    await zoomed.getByRole('checkbox', { name: 'Sales' }).click({ trial: true })
    await zoomed.getByRole('button', { name: 'Cancel' }).click({ trial: true })
    await zoomed.context().close()
  })

  test('breaks no rule of the page’s policy and reports no error', () => {
    expect(app.complaints).toEqual([])
  })
})
