import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atRest } from '../browser/accessible.ts'
import { searchByKeyboard, travelByKeyboard } from '../browser/frame-steps.ts'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = desktopHere()

describe.skipIf('reason' in found)(titleOf('the frame on a desktop', found), () => {
  let app: DesktopApp

  beforeAll(async () => {
    app = await startDesktop('program' in found ? found.program : '')
    await app.call('settings.change', { schedule: { enabled: false } })
    const demo = await app.call('demo.start', { people: 60 })
    if (!demo.ok) throw new Error(demo.error.message)
    await app.call('sync.start', { connector: demo.value.id, mode: 'full' })
    await app.page.getByRole('button', { name: /^Sync: Synced/ }).waitFor()
  })
  afterAll(() => app?.close())

  test('finds screens, users and actions by keyboard alone', () =>
    searchByKeyboard(app.page, () => atRest(app.page)))

  test('finds users by any part of their names with the index of Electron’s own SQLite', async () => {
    const connectors = await app.call('connectors.list', {})
    const connector = connectors.ok ? (connectors.value[0]?.id ?? '') : ''
    const users = await app.call('reports.page', { connector, report: 'users', limit: 1 })
    const place = users.ok ? users.value.columns.findIndex(({ key }) => key === 'user_principal_name') : -1
    const name = users.ok ? String(users.value.rows[0]?.[place]) : ''
    // Three letters and more are looked up among the trigrams; the middle of a name begins no word.
    const found = await app.call('search.find', { connector, text: name.slice(2, 12) })
    expect(found.ok && found.value).toContainEqual(expect.objectContaining({ userPrincipalName: name }))
  })

  test('goes back and forward by keyboard alone', () => travelByKeyboard(app.page))

  test('writes the overview as a PDF to where the person wants it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'overview-pdf-'))
    const file = join(folder, 'overview.pdf')
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, file)
    await app.page.evaluate(`location.hash = '#/overview'`)
    await app.page.getByRole('heading', { level: 2, name: 'What to do next' }).waitFor()
    await app.page.getByRole('button', { name: 'Export', exact: true }).click()
    await app.page.getByRole('menuitem', { name: 'PDF' }).click()
    await app.page.getByText('Saved as overview.pdf.').waitFor()
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
    await app.page.evaluate('history.back()')
    await app.page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    rmSync(folder, { recursive: true })
  })

  test('goes back and forward by the menu', async () => {
    const choose = (label: string) =>
      app.electron.evaluate(({ Menu }, wanted) => {
        const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
        items?.find(item => item.label === wanted)?.click()
      }, label)
    await choose('Back')
    await app.page.getByRole('heading', { level: 1, name: 'Licenses' }).waitFor()
    await choose('Forward')
    await app.page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    expect(app.complaints).toEqual([])
  })
})
