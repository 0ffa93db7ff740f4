import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = desktopHere()

describe.skipIf('reason' in found)(titleOf('savings on a desktop', found), () => {
  let app: DesktopApp
  let connector = ''

  beforeAll(async () => {
    app = await startDesktop('program' in found ? found.program : '')
    await app.call('settings.change', { schedule: { enabled: false } })
    await app.page.getByRole('button', { name: 'Explore with a demo tenant' }).click()
    await app.page.getByRole('button', { name: /^Sync: Synced/ }).waitFor()
    const list = await app.call('connectors.status', { connector: null })
    connector = (list.ok ? list.value[0]?.connector.id : undefined) ?? ''
    await show('#/savings/prices')
    // The prices of the demo come with its year.
    await app.page.getByText(/^a year for /).waitFor()
  })
  afterAll(() => app?.close())

  const show = (hash: string) => app.page.evaluate(`window.location.hash = '${hash}'`)
  const prices = async () => {
    const list = await app.call('savings.prices', { connector })
    return list.ok ? list.value.prices : []
  }

  test('pasted cells that are no prices are told one by one, and nothing that was entered is lost', async () => {
    const before = await prices()
    expect(before.length).toBeGreaterThan(5)
    await app.page.getByRole('button', { name: 'Paste from Excel or CSV' }).click()
    const dialog = app.page.getByRole('dialog')
    const read = async (text: string) => {
      await dialog.getByRole('textbox', { name: /Paste from Excel/ }).fill(text)
      await dialog.getByRole('button', { name: 'Read' }).click()
    }
    await read('SPE_E5\t57\nSPE_E3\t36')
    await dialog.getByText('The first line names no column "sku", so nothing could be read.').waitFor()
    await read("sku\tamount\nSPE_E5\tfifty\n=cmd|' /C calc'!A0\t5\nSPE_E3\t$36\nSPE_F1\t8,00 €\nSPE_F1\t9")
    await dialog.getByText('5 lines read, 4 could not be.').waitFor()
    const rows = await dialog.getByRole('row').allInnerTexts()
    const problems = rows.slice(1).map(row => row.split('\t').at(-1)?.trim())
    expect(problems).toEqual([
      'no amount of at most four decimals',
      'no such product',
      'no currency, or two',
      'another line is about the same days',
      'replaces a price',
    ])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(await prices()).toEqual(before)
  })

  test('a pattern that fits everybody is left out only when that is confirmed', async () => {
    await show('#/savings/excluded')
    await app.page.getByRole('button', { name: 'Leave out', exact: true }).click()
    const dialog = app.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /User principal name/ }).fill('*')
    await dialog.getByText('This fits every licensed user: no license would be looked at any more.').waitFor()
    const save = dialog.getByRole('button', { name: 'Leave out' })
    expect(await save.isDisabled()).toBe(true)
    await dialog.getByRole('checkbox', { name: 'Leave everybody out' }).check()
    expect(await save.isDisabled()).toBe(false)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    const list = await app.call('savings.exclusions', { connector })
    expect(list.ok && list.value).toEqual([])
  })

  test('the card of a candidate is printed alone', async () => {
    await show('#/savings')
    await app.page.getByRole('row').nth(1).click()
    await app.page.getByRole('button', { name: 'Print' }).waitFor()
    await app.page.emulateMedia({ media: 'print' })
    await app.page.evaluate(`window.print = () => {
      const page = document.querySelector('article[data-printed]')
      window.printed = [getComputedStyle(document.querySelector('#root')).display, page?.querySelectorAll('h2').length]
    }; 1`)
    // What is not on the paper cannot be clicked as a person would.
    await app.page.evaluate(`document.querySelector('[aria-label="Print"]').click()`)
    expect(await app.page.evaluate('window.printed')).toEqual(['none', 5])
    await app.page.emulateMedia({ media: 'screen' })
    expect(app.complaints).toEqual([])
  })
})
