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

  test('goes back and forward by keyboard alone', () => travelByKeyboard(app.page))

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
