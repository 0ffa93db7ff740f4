import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = desktopHere()

describe.skipIf('reason' in found)(titleOf('Do it for me in the window of the desktop app', found), () => {
  let tenant: Simulator
  let app: DesktopApp

  beforeAll(async () => {
    tenant = await startSimulator({ people: 10, registration: { displayName: 'Another connector' } })
    tenant.set({ entra: { consistency: 'none' } })
    app = await startDesktop('program' in found ? found.program : '', {
      M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
      M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
    })
    const caFile = join(app.home, 'ca.pem')
    writeFileSync(caFile, tenant.caPem)
    await app.call('settings.change', { schedule: { enabled: false }, network: { caFile } })
    // The person's browser is played; what the app has it open is noted.
    await app.electron.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async address => void opened.push(address)
    })
  })
  afterAll(async () => {
    await app?.close()
    await tenant?.close()
  })

  let played = 0
  /** Plays the administrator on the next page that the app opens; its own listener takes the answer. */
  async function playPage(): Promise<void> {
    const all = () => app.electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[])
    await expect.poll(async () => (await all()).length).toBe(played + 1)
    played += 1
    const end = await playAdmin(tenant, (await all()).at(-1) ?? '')
    expect(end).toMatchObject({ reply: { status: 303 } })
  }

  /** From *Connect a tenant* to the plan of the calls. */
  async function toPlan(name: string): Promise<void> {
    const { page } = app
    await page.getByRole('button', { name: 'Connect a tenant' }).click()
    await page.getByLabel('Name of the organization').fill(name)
    await page.getByRole('combobox', { name: 'Cloud' }).click()
    await page.getByRole('option').last().click()
    expect(await page.getByRole('radio', { name: /^Do it for me/ }).isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Done, next step' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await playPage()
  }

  async function consentAndSync(): Promise<void> {
    const { page } = app
    await page.getByRole('button', { name: 'Grant in browser' }).click()
    await playPage()
    await page.getByRole('button', { name: 'Start the first sync' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  }

  test('goes from Connect a tenant to the first rows, with the browser opened twice', async () => {
    const { page } = app
    await toPlan('Contoso')
    await page.getByRole('button', { name: /^Make these \d calls/ }).click()
    await consentAndSync()
    await page.getByRole('navigation').getByRole('button', { name: 'Users' }).click()
    await page.getByRole('row').nth(3).waitFor()
    expect(played).toBe(2)
    expect(app.complaints).toEqual([])
  })

  test('ends with a certificate and a sync where a policy forbids secrets', async () => {
    const { page } = app
    tenant.set({ entra: { secretsForbidden: true } })
    await page.getByRole('button', { name: 'Tenants', exact: true }).click()
    await toPlan('Litware')
    // The registration that is there fits and is completed; its secret stays with the other connector.
    await page.getByRole('button', { name: /^Make th/ }).click()
    await page.getByText('A policy of the tenant forbids client secrets, so a certificate is used.').waitFor()
    await page.getByRole('button', { name: /^Make th/ }).click()
    await consentAndSync()
    const reply = await app.call('connectors.status', { connector: 'Litware' })
    expect(reply).toMatchObject({
      ok: true,
      value: [{ connector: { credential: 'certificate' }, lastRun: { status: 'succeeded' } }],
    })
    expect(app.complaints).toEqual([])
  })
})
