import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { expectAccessible } from './accessible.ts'
import { findBrowser, type RunningApp, startApp } from './app.ts'

const found = findBrowser()
const title =
  'reason' in found
    ? `the setup that carries itself out (skipped: ${found.reason})`
    : 'the setup that carries itself out'
const viewport = { width: 1280, height: 800 }
/** Where pictures of the way are wanted; nowhere by default. */
const pictures = process.env['M365_CONNECTOR_TEST_PICTURES'] ?? null

describe.skipIf('reason' in found)(title, () => {
  let tenant: Simulator
  let home: string
  let app: RunningApp
  let page: Page

  beforeAll(async () => {
    // Its first registration is somebody else's and lost its redirect URI; what is created is known at once.
    const registration = { displayName: 'Another connector', redirectUris: [] }
    tenant = await startSimulator({ people: 30, registration })
    tenant.set({ entra: { consistency: 'none' } })
    home = mkdtempSync(join(tmpdir(), 'browser-automatic-'))
    writeFileSync(join(home, 'ca.pem'), tenant.caPem)
    const env = {
      M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
      M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
      M365_CONNECTOR_CA_FILE: join(home, 'ca.pem'),
    }
    app = await startApp('path' in found ? found.path : '', { home, env })
    page = await app.open({ viewport, ignoreHTTPSErrors: true })
  })
  afterAll(async () => {
    await app.close()
    await tenant.close()
    rmSync(home, { recursive: true, force: true })
  })

  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

  async function picture(name: string): Promise<void> {
    if (pictures === null) return
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `automatic-${name}.png`) })
  }

  /** What opens is Microsoft’s page, simulated: an administrator goes through it and comes back. */
  async function throughMicrosoft(press: () => Promise<unknown>): Promise<void> {
    const opening = page.context().waitForEvent('page')
    await press()
    const popup = await opening
    while (!isBack(popup)) {
      await popup.waitForLoadState()
      await pressOn(popup)
      await popup.waitForTimeout(50)
    }
    await popup.close()
  }

  const isBack = (popup: Page) => /^http:\/\/localhost[:/]/.test(popup.url())

  /** Presses what leads on from the page that is shown; nothing on one that leads on by itself. */
  async function pressOn(popup: Page): Promise<void> {
    const names = [`admin@${tenant.domain}`, 'Sign in', 'Approve', 'Accept']
    const password = popup.locator('input[type=password]')
    if ((await password.count()) > 0) await password.fill('a-password')
    for (const name of names) {
      const button = popup.getByRole('button', { name, exact: true })
      if ((await button.count()) > 0) return await button.click()
    }
  }

  test('goes from Connect a tenant to the first rows with nothing copied', async () => {
    await page.getByRole('button', { name: 'Connect a tenant' }).click()
    await heading('Who and where')
    await page.getByLabel('Name of the organization').fill('Contoso')
    await page.getByRole('combobox', { name: 'Cloud' }).click()
    await page.getByRole('option', { name: 'Custom' }).click()
    await page.getByRole('radio', { name: /^Do it for me/ }).click()
    await expectAccessible(page)
    await picture('1-choose')
    await page.getByRole('button', { name: 'Done, next step' }).click()
    await heading('Register')
    await picture('2-begin')
    await throughMicrosoft(() => page.getByRole('button', { name: 'Sign in', exact: true }).click())
    await page.getByText('These are the calls. Nothing has been changed yet.').waitFor()
    await page.getByText('POST /applications', { exact: true }).waitFor()
    expect(tenant.requests.filter(({ origin, method }) => origin === 'graph' && method !== 'GET')).toEqual([])
    await expectAccessible(page)
    await picture('3-plan')
    await page.getByRole('button', { name: /^Make these \d calls/ }).click()
    await page.getByText('The app is registered, and its credential is in the keychain.').waitFor()
    await picture('4-registered')
    await throughMicrosoft(() => page.getByRole('button', { name: 'Grant in browser' }).click())
    await heading('Test and sync')
    await page.getByRole('button', { name: 'Start the first sync' }).waitFor()
    await expectAccessible(page)
    await picture('5-tested')
    expect(app.complaints).toEqual([])
    await page.getByRole('button', { name: 'Start the first sync' }).click()
    await heading('Overview')
    await picture('6-overview')
    await page.getByRole('navigation').getByRole('button', { name: 'Users' }).click()
    await page.getByText(/^1–\d+ of 30$/).waitFor()
  })

  test('repairs what a test finds, each call shown before, and tests again', async () => {
    const before = app.complaints.length
    const { tenantId, clientId, clientSecret } = tenant
    const credential = { kind: 'secret', secret: clientSecret } as const
    const values = { name: 'Fabrikam', tenantId, clientId, cloud: 'custom', credential } as const
    const added = await app.engine.call('connectors.add', values)
    if (!added.ok) throw new Error(added.error.message)
    const hash = `/#/setup/test?connector=${added.value.id}`
    await page.goto(new URL(hash, app.host.url).href)
    await page.getByRole('button', { name: 'Test connection' }).click()
    const fix = page.getByRole('button', { name: /^Fix for me: Redirect/ })
    await fix.waitFor()
    await fix.click()
    const dialog = page.getByRole('dialog')
    await throughMicrosoft(() => dialog.getByRole('button', { name: 'Sign in', exact: true }).click())
    await dialog.getByRole('button', { name: /^Make th/ }).click()
    await dialog.getByText('Fixed. Close this to test again.').waitFor()
    await expectAccessible(page)
    await picture('7-fixed')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page
      .getByText(/^(Setup is complete|The connection works)\.$/)
      .first()
      .waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Fix for me: Redirect/ }).count()).toBe(0)
    expect(app.complaints.slice(before)).toEqual([])
  })
})
