import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Secret } from '../../../electron/core/secret.ts'
import { createSystemKeychain } from '../../../electron/platform/keychain/session.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { heapOf } from '../browser/page-memory.ts'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = await withKeychain()
const people = 2100
const consented = 'Consent was granted for Contoso'

/** These tests need a keychain as well, which they fill and empty again. */
async function withKeychain(): Promise<ReturnType<typeof desktopHere>> {
  const desktop = desktopHere()
  if ('reason' in desktop) return desktop
  try {
    const id = randomUUID()
    const keychain = createSystemKeychain({ timeoutMs: 30_000 })
    await keychain.save(id, new Secret('probe'))
    await keychain.remove(id)
    return desktop
  } catch {
    return { reason: 'there is no keychain' }
  }
}

describe.skipIf('reason' in found)(titleOf('a tenant in the desktop app', found), () => {
  let simulator: Simulator
  let app: DesktopApp
  let connector: string

  beforeAll(async () => {
    simulator = await startSimulator({ people, today: '2026-11-23', latencyMs: 15 })
    app = await startDesktop('program' in found ? found.program : '', {
      M365_CONNECTOR_SECRET_STORE: 'keychain',
      M365_CONNECTOR_LOGIN_URL: simulator.loginUrl,
      M365_CONNECTOR_GRAPH_URL: simulator.graphUrl,
    })
    const caFile = join(app.home, 'ca.pem')
    writeFileSync(caFile, simulator.caPem)
    await app.call('settings.change', { schedule: { enabled: false }, network: { caFile } })
  })
  const filesHoldingTheSecret = () =>
    filesBelow(app.home).filter(file => readFileSync(file).includes(simulator.clientSecret))

  /** From now on notifications of the desktop are kept instead of shown. */
  const countNotifications = () =>
    app.electron.evaluate(({ Notification }) => {
      const kept = globalThis as unknown as { shown: Electron.Notification[] }
      kept.shown = []
      Notification.prototype.show = function () {
        kept.shown.push(this)
      }
    })
  const titles = () =>
    app.electron.evaluate(() =>
      (globalThis as unknown as { shown: Electron.Notification[] }).shown.map(({ title }) => title),
    )
  const clickNotification = (title: string) =>
    app.electron.evaluate((_electron, wanted) => {
      const { shown } = globalThis as unknown as { shown: Electron.Notification[] }
      shown.find(one => one.title === wanted)?.emit('click')
    }, title)

  afterAll(async () => {
    await app?.close()
    await simulator?.close()
  })

  test('is added with its secret in the keychain', async () => {
    const { page } = app
    const step = page.getByRole('navigation', { name: 'Setup steps' })
    await page.getByRole('button', { name: 'Connect a tenant' }).click()
    await page.getByRole('heading', { level: 1, name: 'Who and where' }).waitFor()
    await page.getByLabel('Name of the organization').fill('Contoso')
    await page.getByRole('combobox', { name: 'Cloud' }).click()
    await page.getByRole('option').last().click()
    await page.getByRole('radio', { name: /^Guide me/ }).check()
    await step.getByRole('button', { name: 'Copy the two IDs' }).click()
    await page.getByLabel('Tenant ID').fill(simulator.tenantId)
    await page.getByLabel('Client ID').fill(simulator.clientId)
    await step.getByRole('button', { name: 'Enter the values' }).click()
    await page.locator('input[type=password]').fill(simulator.clientSecret)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page
      .getByText(/^(Setup is complete|The connection works)\.$/)
      .first()
      .waitFor()
    const list = await app.call('connectors.list', {})
    connector = list.ok ? (list.value[0]?.id ?? '') : ''
    const kept = await createSystemKeychain().read(connector)
    expect(kept?.reveal()).toBe(simulator.clientSecret)
  })

  test('copies a value for the portal into the clipboard', async () => {
    const { page, electron } = app
    await electron.evaluate(({ clipboard }) => clipboard.writeText(''))
    const step = page.getByRole('navigation', { name: 'Setup steps' })
    await step.getByRole('button', { name: 'Create the application' }).click()
    await page.getByRole('button', { name: /^Copy/ }).first().click()
    await expect.poll(() => electron.evaluate(({ clipboard }) => clipboard.readText())).not.toBe('')
  })

  test('leaves its secret in no file and not in the memory of the window', async () => {
    const heap = await heapOf(app.page)
    expect(heap).toContain(simulator.clientId)
    expect(heap).not.toContain(simulator.clientSecret)
    expect(filesHoldingTheSecret()).toEqual([])
  })

  test('goes on with its sync when the engine is killed in the middle', async () => {
    // The third page of people stays away, so that there is something left to do whenever the engine is
    // killed.
    const page = { path: 'users\\?.*skiptoken', after: 1 }
    const release = simulator.faults.add({ kind: 'held', match: page })
    const isHeld = () => simulator.requests.filter(({ path }) => /users\?.*skiptoken/.test(path)).length > 1
    const first = app.call('sync.start', { connector })
    await expect.poll(isHeld).toBe(true)
    // A letter to a colleague waits for a consent, over the end of the engine as well.
    const { tenantId, clientId } = simulator
    const permissions = { base: 'broad', usage: true, extras: [] } as const
    const subject = { cloud: 'custom', permissions, clientId } as const
    const letter = { items: null, format: 'text', tenantId, letter: 'consent' } as const
    await app.call('setup.handOver', { subject: { ...subject, company: null, demo: false }, ...letter })
    const killed = app.enginePid()
    if (killed === null) throw new Error('There is no engine.')
    process.kill(killed, 'SIGKILL')
    expect(await first).toMatchObject({ ok: false, error: { code: 'engineStopped' } })

    await countNotifications()
    // The window goes on, and the next engine is there for it.
    expect(await app.call('connectors.list', {})).toMatchObject({ ok: true, value: [{ id: connector }] })
    expect(app.enginePid()).not.toBe(killed)
    release()
    await app.page.getByRole('heading', { level: 1 }).waitFor()
    const second = await app.call('sync.start', { connector })
    expect(second).toMatchObject({ ok: true, value: { status: 'succeeded' } })
    const users = await app.call('reports.page', { connector, report: 'users', limit: 1 })
    expect(users).toMatchObject({ ok: true, value: { total: people } })
  })

  test('leaves its secret in no file after its sync either, and a line in the log about the engine', () => {
    expect(filesHoldingTheSecret()).toEqual([])
    const log = filesBelow(join(app.home, 'logs')).map(file => readFileSync(file, 'utf8'))
    expect(log.join('')).toContain('host.engineEnded')
  })

  test('is told of on the desktop when a colleague has consented, and the notification leads to step 5', async () => {
    await expect.poll(titles, { timeout: 60_000 }).toEqual([consented])
    await app.page.getByText(consented).waitFor()
    await clickNotification(consented)
    await app.page.getByRole('heading', { level: 1, name: 'Test and sync' }).waitFor()
    await expect.poll(() => app.page.getByText(consented).count()).toBe(0)
    // The window hides it at once, and the engine writes that down a moment later.
    await expect.poll(() => app.call('consent.news', {})).toMatchObject({ ok: true, value: [] })
  })

  test('is told of once on the desktop when its sign-in is refused, and the notification leads to the cure', async () => {
    const secret = `${simulator.clientSecret.slice(0, -3)}abc`
    const credential = { kind: 'secret', secret } as const
    expect(await app.call('connectors.setCredential', { connector, credential })).toMatchObject({
      ok: false,
      error: { code: 'signInRefused' },
    })
    await app.call('connectors.setCredential', { connector, credential, untested: true })
    for (let run = 0; run < 2; run += 1) {
      expect(await app.call('sync.start', { connector })).toMatchObject({
        ok: true,
        value: { status: 'failed' },
      })
    }
    await expect.poll(titles).toEqual([consented, 'Contoso cannot sign in'])
    await clickNotification('Contoso cannot sign in')
    await expect.poll(() => app.page.evaluate<string>('location.hash')).toMatch(/^#\/setup\//)
  })

  test('is gone from the keychain and the disk when it is removed', async () => {
    const removed = await app.call('connectors.remove', { connector })
    expect(removed).toMatchObject({ ok: true, value: { removedKeychainEntry: true } })
    expect(await createSystemKeychain().read(connector)).toBeNull()
    expect(filesBelow(app.home).filter(file => file.includes(connector))).toEqual([])
  })

  test('is closed in order when the app is quit', async () => {
    const engine = app.enginePid()
    await app.quit()
    expect(existsSync(`/proc/${engine}`)).toBe(false)
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}
