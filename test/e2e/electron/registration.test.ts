import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { createWork } from '../../support/setup/flow.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = desktopHere()

describe.skipIf('reason' in found)(titleOf('Do it for me in the desktop app', found), () => {
  let tenant: Simulator
  let app: DesktopApp

  beforeAll(async () => {
    tenant = await startSimulator({ people: 10, registration: { displayName: 'Another connector' } })
    app = await startDesktop('program' in found ? found.program : '', {
      M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
      M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
    })
    const caFile = join(app.home, 'ca.pem')
    writeFileSync(caFile, tenant.caPem)
    await app.call('settings.change', { schedule: { enabled: false }, network: { caFile } })
    // The person's browser is played; what the app would have it open is noted.
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

  /** What the browser was opened with last. */
  async function opened(address: string | null | undefined): Promise<string> {
    expect(await app.call('host.openLink', { url: address ?? '' })).toMatchObject({ value: { opened: true } })
    const all = await app.electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[])
    return all.at(-1) ?? ''
  }

  const session = async () => {
    const reply = await app.call('registration.state', {})
    return reply.ok ? reply.value : null
  }
  const stage = async () => (await session())?.stage

  test('signs in in the browser, registers, and is granted consent, all over its own listener', async () => {
    const begun = await app.call('registration.begin', { work: createWork('Contoso') })
    const { id = '', signIn = null } = begun.ok ? begun.value : {}
    expect(await playAdmin(tenant, await opened(signIn?.address))).toMatchObject({ reply: { status: 303 } })
    await expect.poll(stage, { timeout: 30_000 }).toBe('plan')
    await app.call('registration.answer', { id, answer: { kind: 'go' } })
    await expect.poll(stage, { timeout: 30_000 }).toBe('done')
    const subject = { kind: 'connector', connector: 'Contoso' } as const
    const consent = await app.call('consent.begin', { subject })
    await playAdmin(tenant, await opened(consent.ok ? consent.value.address : null))
    const consented = async () => {
      const reply = await app.call('consent.state', {})
      return reply.ok ? reply.value?.stage : null
    }
    await expect.poll(consented, { timeout: 30_000 }).toBe('granted')
    const run = await app.call('sync.start', { connector: 'Contoso', only: ['users'] })
    expect(run).toMatchObject({ ok: true, value: { status: 'succeeded' } })
    expect(app.complaints).toEqual([])
  })
})
