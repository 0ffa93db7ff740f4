import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { queryFile } from '../../support/connected-engine.ts'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'
import { shownCells } from './cells.ts'
import { heapOf, pageStateOf } from './page-memory.ts'

const found = findBrowser()
const title =
  'reason' in found ? `the setup in a browser (skipped: ${found.reason})` : 'the setup in a browser'
const everyRole = ['Directory.Read.All', 'Reports.Read.All', 'ReportSettings.Read.All', 'AuditLog.Read.All']
/** One line of each step. */
const steps = ['before', 'register', 'application', 'enterValues']
const tenantColumns = ['Tenant', 'Licensed users', 'Seats bought', 'Seats assigned', 'Unassigned seats']
/** The same figures in SQL over the public views. Seats are those of paid products. */
const tenantFigures = `
  select (select count(*) from v_users where license_count > 0) as users,
    sum(enabled_units + warning_units) as bought, sum(assigned_users) as assigned, sum(max(available_units, 0)) as unassigned
  from v_licenses where kind = 'paid'`
const viewport = { width: 1280, height: 800 }

describe.skipIf('reason' in found)(title, () => {
  let tenant: Simulator
  let home: string
  let app: RunningApp
  let page: Page

  beforeAll(async () => {
    tenant = await startSimulator({ people: 60 })
    home = mkdtempSync(join(tmpdir(), 'browser-setup-'))
    writeFileSync(join(home, 'ca.pem'), tenant.caPem)
    await start()
  })
  afterAll(async () => {
    await app.close()
    await tenant.close()
    rmSync(home, { recursive: true, force: true })
  })

  async function start(): Promise<void> {
    const env = {
      M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
      M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
      M365_CONNECTOR_CA_FILE: join(home, 'ca.pem'),
    }
    app = await startApp('path' in found ? found.path : '', { home, env })
    page = await app.open({ viewport, permissions: ['clipboard-read', 'clipboard-write'] })
  }

  async function paste(text: string): Promise<void> {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
    await page.keyboard.press('ControlOrMeta+V')
  }

  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  const step = (name: string) =>
    page.getByRole('navigation', { name: 'Setup steps' }).getByRole('button', { name })
  const secretField = () => page.locator('input[type=password]')

  test('begins on the first screen and is gone through by keyboard', async () => {
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Connect a tenant' }).focus()
    await page.keyboard.press('Enter')
    await heading('Who and where')
    await page.getByLabel('Name of the organization').fill('Contoso')
    const cloud = page.getByRole('combobox', { name: 'Cloud' })
    await cloud.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Custom' }).waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect.poll(() => cloud.innerText()).toBe('Custom')
    const way = (name: RegExp) => page.getByRole('radio', { name })
    expect(await way(/^Do it for me/).isChecked()).toBe(true)
    await way(/^Do it for me/).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => way(/^Guide me/).isChecked()).toBe(true)
    for (const next of ['Register', 'Permissions and consent']) {
      await page.getByRole('button', { name: 'Done, next step' }).focus()
      await page.keyboard.press('Enter')
      await heading(next)
    }
    await expect
      .poll(() => page.evaluate<string>('document.activeElement.textContent'))
      .toBe('Permissions and consent')
    await step('Application permissions').focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate<string>('document.activeElement.textContent'))
      .toContain('3b Application permissions')
  })

  test.each([
    { width: 960, height: 600 },
    // A window of 1280 by 800 at 200 %.
    { width: 640, height: 400 },
  ])('is accessible step by step in the dark, with nothing beyond the edge, at %j', async size => {
    const draft = new URL(page.url()).hash.split('?')[1]
    const dark = await app.open({ colorScheme: 'dark', viewport: size })
    for (const id of steps) {
      await dark.goto(`http://127.0.0.1:${app.host.port}/#/setup/${id}?${draft}`)
      await dark.locator('[aria-current=step]').waitFor()
      await expectAccessible(dark)
      const next = dark.getByRole('button', { name: /next step$|^Save and test$/i })
      await next.scrollIntoViewIfNeeded()
      const box = await next.boundingBox()
      expect(box === null ? Number.NaN : box.x + box.width).toBeLessThanOrEqual(size.width)
      const overflow = (side: 'Width' | 'Height') =>
        dark.evaluate<number>(
          `document.documentElement.scroll${side} - document.documentElement.client${side}`,
        )
      expect([await overflow('Width'), await overflow('Height')]).toEqual([0, 0])
    }
    await dark.context().close()
  })

  test('goes on where it was left after a restart', async () => {
    await app.close()
    await start()
    await page.getByRole('button', { name: 'Continue' }).click()
    await heading('Permissions and consent')
    await step('Create the application').waitFor()
    expect(await step('Create the application').innerText()).toContain('done')
  })

  test('takes a pasted block, and tells a Secret ID before any call', async () => {
    await step('Enter the values').click()
    await heading('Secret or certificate')
    const before = tenant.requests.length
    await paste(
      `Tenant ID: ${tenant.tenantId}\nClient ID: ${tenant.clientId}\nClient secret: ${tenant.secretId}`,
    )
    await page.getByText(/This is the Secret ID, not the secret/).waitFor()
    await page.getByRole('button', { name: 'Save and test' }).click()
    expect(tenant.requests).toHaveLength(before)
    await expectAccessible(page)
    await step('Copy the two IDs').click()
    await expect.poll(() => page.getByLabel('Tenant ID').inputValue()).toBe(tenant.tenantId)
    expect(await page.getByLabel('Client ID').inputValue()).toBe(tenant.clientId)
    await step('Enter the values').click()
    await heading('Secret or certificate')
  })

  test('tells a wrong secret with its fix, and leads to the step', async () => {
    await secretField().fill(tenant.expiredSecret)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('Fix the failed checks first.').first().waitFor()
    await page.getByText(/AADSTS7000222/).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Fix in step 4: Create a client secret' }).first().click()
    await heading('Secret or certificate')
    await page.getByText('The client secret has expired.').waitFor()
  })

  test('tells a missing permission with its fix, and works without it', async () => {
    tenant.set({ grantedRoles: ['Organization.Read.All', 'User.Read.All'] })
    await step('Enter the values').click()
    await secretField().fill(tenant.clientSecret)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('The connection works.').first().waitFor()
    await page.getByText(/add Reports\.Read\.All as an application permission/).waitFor()
    await page.getByRole('row', { name: /Reports\.Read\.All Not granted/ }).waitFor()
  })

  test('passes every check once all is granted', async () => {
    tenant.set({ grantedRoles: everyRole })
    await page.getByRole('button', { name: 'Test again' }).click()
    await page.getByText('Setup is complete.').first().waitFor()
    expect(await step('Application permissions').innerText()).toContain('verified')
  })

  test('leaves the secret in no state of the page, and not in its memory', async () => {
    const state = await pageStateOf(page)
    const heap = await heapOf(page)
    expect(heap).toContain(tenant.clientId)
    for (const secret of [tenant.clientSecret, tenant.expiredSecret]) {
      expect(state).not.toContain(secret)
      expect(heap).not.toContain(secret)
    }
  })

  test('ends with the first sync, which is seen to be under way, and the figures that it brought', async () => {
    const release = tenant.faults.add({ kind: 'held', match: { path: 'subscribedSkus' } })
    await page.getByRole('button', { name: 'Start the first sync' }).click()
    await page.getByRole('region', { name: 'First sync' }).waitFor()
    await page.getByRole('button', { name: /^Syncing/ }).waitFor()
    // One progress wherever one looks: the screen's, or else the frame's.
    expect(await page.getByRole('progressbar').count()).toBe(1)
    const other = await app.open({ viewport })
    for (const screen of ['overview', 'users', 'sync', 'tenants']) {
      await other.goto(`http://127.0.0.1:${app.host.port}/#/${screen}`)
      await other.getByRole('progressbar').first().waitFor()
      expect([screen, await other.getByRole('progressbar').count()]).toEqual([screen, 1])
    }
    await other.context().close()
    await expectAccessible(page)
    release()
    await heading('Overview')
    await page.getByRole('navigation').getByRole('button', { name: 'Users' }).click()
    await page.getByText(/^1–\d+ of 60$/).waitFor()
  })

  test('lays two tenants side by side, each with what its own database says, and their sums', async () => {
    const demo = await app.engine.call('demo.start', { people: 20 })
    if (!demo.ok) throw new Error(demo.error.message)
    await app.engine.call('sync.start', { connector: demo.value.id })
    const statuses = await app.engine.call('connectors.status', { connector: null })
    const known = (statuses.ok ? statuses.value : []).map(({ connector, databaseFile }) => {
      const [figures] = queryFile(databaseFile, tenantFigures)
      return { name: connector.name, figures: Object.values(figures ?? {}).map(Number) }
    })
    const sums = [0, 1, 2, 3].map(place =>
      known.reduce((sum, { figures }) => sum + (figures[place] ?? Number.NaN), 0),
    )
    await page.getByRole('button', { name: 'Tenants', exact: true }).click()
    const table = page.getByRole('table', { name: 'All tenants' })
    const words = (name: string, figures: readonly number[]) => [
      name,
      ...figures.map(figure => figure.toLocaleString('en')),
    ]
    await expect
      .poll(() => shownCells(table, tenantColumns))
      .toEqual([...known.map(({ name, figures }) => words(name, figures)), words('Total', sums)])
    await expectAccessible(page)
    await app.engine.call('connectors.remove', { connector: demo.value.id })
  })

  test('takes a tenant away only after saying so, and keeping it is the default', async () => {
    await page.getByRole('button', { name: 'Tenants', exact: true }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'More for Contoso' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('alertdialog').waitFor()
    await expect.poll(() => page.evaluate<string>('document.activeElement.textContent')).toBe('Cancel')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Remove tenant' }).click()
    await heading('See who uses what you pay for')
  })

  test('breaks no rule of its policy and reports no error', () => {
    expect(app.complaints).toEqual([])
  })
})
