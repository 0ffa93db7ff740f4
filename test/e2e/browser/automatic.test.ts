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

  /** Milliseconds that the test has spent on pictures and on looking at accessibility. */
  let asideMs = 0
  async function aside(work: () => Promise<unknown>): Promise<void> {
    const began = performance.now()
    await work()
    asideMs += performance.now() - began
  }

  async function picture(name: string): Promise<void> {
    if (pictures === null) return
    mkdirSync(pictures, { recursive: true })
    await expect.poll(() => page.locator('[class*=fui-Skeleton]').count()).toBe(0)
    await page.mouse.move(0, 0)
    await page.screenshot({ path: join(pictures, `automatic-${name}.png`) })
  }

  /** Beside the pictures, what the documentation says of the way. */
  function note(facts: object): void {
    if (pictures !== null) writeFileSync(join(pictures, 'automatic.json'), JSON.stringify(facts))
  }

  /** Counts what the person does in the window from now on. */
  const countActions = () =>
    page.evaluate(`(() => {
      const counted = { presses: 0, keys: 0, pasted: 0, copied: 0 }
      const kinds = { pointerdown: 'presses', keydown: 'keys', paste: 'pasted', copy: 'copied' }
      for (const [event, kind] of Object.entries(kinds)) {
        document.addEventListener(event, () => { counted[kind] += 1 }, true)
      }
      window.counted = counted
    })()`)
  const counted = () => page.evaluate<Record<string, number>>('window.counted')
  /** Presses on Microsoft’s pages, beside the password of each sign-in. */
  let pressesElsewhere = 0

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
      if ((await button.count()) === 0) continue
      pressesElsewhere += 1
      return await button.click()
    }
  }

  test('goes from Connect a tenant to the first rows with nothing copied', async () => {
    await countActions()
    const began = performance.now()
    await page.getByRole('button', { name: 'Connect a tenant' }).click()
    await heading('Who and where')
    await page.getByLabel('Name of the organization').click()
    await page.keyboard.type('Contoso')
    await page.getByRole('combobox', { name: 'Cloud' }).click()
    await page.getByRole('option', { name: 'Custom' }).click()
    expect(await page.getByRole('radio', { name: /^Do it for me/ }).isChecked()).toBe(true)
    await aside(() => expectAccessible(page))
    await aside(() => picture('1-choose'))
    await page.getByRole('button', { name: 'Done, next step' }).click()
    await heading('Register')
    await aside(() => picture('2-begin'))
    await throughMicrosoft(() => page.getByRole('button', { name: 'Sign in', exact: true }).click())
    await page.getByText('These are the calls. Nothing has been changed yet.').waitFor()
    await page.getByText('POST /applications', { exact: true }).waitFor()
    expect(tenant.requests.filter(({ origin, method }) => origin === 'graph' && method !== 'GET')).toEqual([])
    await aside(() => expectAccessible(page))
    await aside(() => picture('3-plan'))
    await page.getByRole('button', { name: /^Make these \d calls/ }).click()
    await page.getByText('The app is registered, and its credential is in the keychain.').waitFor()
    await aside(() => picture('4-registered'))
    await throughMicrosoft(() => page.getByRole('button', { name: 'Grant in browser' }).click())
    await heading('Test and sync')
    await page.getByRole('button', { name: 'Start the first sync' }).waitFor()
    await aside(() => expectAccessible(page))
    await aside(() => picture('5-tested'))
    expect(app.complaints).toEqual([])
    await page.getByRole('button', { name: 'Start the first sync' }).click()
    await heading('Overview')
    const actions = await counted()
    // The cloud is two of the presses, which nobody needs in the global cloud.
    expect(actions).toEqual({ presses: 9, keys: 'Contoso'.length, pasted: 0, copied: 0 })
    expect(pressesElsewhere).toBeLessThanOrEqual(8)
    const seconds = Math.round((performance.now() - began - asideMs) / 1000)
    note({ ...actions, pressesElsewhere, seconds })
    await aside(() => picture('6-overview'))
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

  test('ends with a certificate and a sync where a policy forbids secrets', async () => {
    tenant.set({ entra: { secretsForbidden: true } })
    await page.goto(new URL('/#/tenants', app.host.url).href)
    await page.getByRole('button', { name: 'Connect a tenant' }).click()
    await heading('Who and where')
    await page.getByLabel('Name of the organization').fill('Litware')
    await page.getByRole('combobox', { name: 'Cloud' }).click()
    await page.getByRole('option', { name: 'Custom' }).click()
    await page.getByRole('button', { name: 'Done, next step' }).click()
    await heading('Register')
    await throughMicrosoft(() => page.getByRole('button', { name: 'Sign in', exact: true }).click())
    // Two registrations fit by now, and a new one is wanted.
    await page.getByRole('button', { name: 'Create a new one' }).click()
    await page.getByText('These are the calls. Nothing has been changed yet.').waitFor()
    await page.getByRole('button', { name: /^Make th/ }).click()
    await page.getByText('A policy of the tenant forbids client secrets, so a certificate is used.').waitFor()
    await page.getByRole('button', { name: /^Make th/ }).click()
    await page.getByText('The app is registered, and its credential is in the keychain.').waitFor()
    await throughMicrosoft(() => page.getByRole('button', { name: 'Grant in browser' }).click())
    await page.getByRole('button', { name: 'Start the first sync' }).click()
    await heading('Overview')
    const litware = await statusOf('Litware')
    expect(litware).toMatchObject({
      connector: { credential: 'certificate' },
      lastRun: { status: 'succeeded' },
    })
    tenant.set({ entra: { secretsForbidden: false } })
  })

  test('leaves the connector working when a wrong new secret is entered', async () => {
    const { id } = (await statusOf('Contoso')).connector
    await page.goto(new URL(`/#/setup/enterValues?connector=${id}`, app.host.url).href)
    await heading('Secret or certificate')
    await page
      .getByLabel(/^Client secret/, { exact: false })
      .and(page.locator('input[maxlength]'))
      .fill(wrong)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText(/Nothing was saved; what was stored before is still in use/).waitFor()
    await page.getByRole('button', { name: 'Save anyway' }).waitFor()
    expect(await page.locator('body').textContent()).not.toContain(wrong)
    const synced = await app.engine.call('sync.start', { connector: id, only: ['licenses'] })
    expect(synced).toMatchObject({ ok: true, value: { status: 'succeeded' } })
  })

  test('is rotated from an address that is the first thing the window shows, in sight of readers', async () => {
    const { id } = (await statusOf('Contoso')).connector
    const first = await page.context().newPage()
    await first.goto(new URL(`/#/tenants?rotate=${id}`, app.host.url).href)
    // What is hidden from assistive technology has no role here.
    const dialog = first.getByRole('dialog', { name: 'Rotate the credential of Contoso' })
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await expect
      .poll(() => first.evaluate('document.activeElement.closest("[role=dialog]") !== null'))
      .toBe(true)
    await expectAccessible(first)
    expect(await first.getByRole('heading', { level: 1 }).count()).toBe(0)
    await throughMicrosoft(() => dialog.getByRole('button', { name: 'Sign in', exact: true }).click())
    await dialog.getByRole('button', { name: /^Make these \d calls/ }).click()
    await dialog.getByText(/^The connector now signs in with the new client secret/).waitFor()
    await first.keyboard.press('Escape')
    await first.getByRole('heading', { level: 1, name: 'Tenants' }).waitFor()
    expect(first.url()).not.toContain('rotate')
    await first.close()
  })

  const wrong = `wrg8Q~${'a'.repeat(34)}`

  async function statusOf(name: string) {
    const reply = await app.engine.call('connectors.status', { connector: name })
    const [status] = reply.ok ? reply.value : []
    if (status === undefined) throw new Error(`There is no connector ${name}.`)
    return status
  }
})
