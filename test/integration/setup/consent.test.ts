import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ConsentNews, ConsentState } from '../../../electron/contract/registration/consent.ts'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import { recommendedChoice } from '../../../electron/contract/setup/names.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { visit } from '../../support/setup/browser-visit.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'
import { createTurnedClock, type TurnedClock } from '../../support/turned-clock.ts'

const everyRole = ['Organization.Read.All', 'User.Read.All', 'Reports.Read.All', 'AuditLog.Read.All']
const choice = { base: 'narrow', usage: true, extras: ['AuditLog.Read.All'] } as const
const subject = { kind: 'connector', connector: connectorName } as const

let clock: TurnedClock
let connected: ConnectedEngine
let engine: Engine
let seen: ConsentState[]

beforeAll(async () => {
  clock = createTurnedClock()
  connected = await connectEngine({ people: 10 }, null, { clock })
  engine = connected.engine
  engine.on('consent.changed', state => seen.push(state))
})
afterAll(() => connected.close())
beforeEach(() => {
  seen = []
  connected.tenant.set({ grantedRoles: [], registration: { requestedRoles: everyRole } })
})

async function begin(
  permissions: typeof choice | null = choice,
): Promise<ConsentState & { address: string }> {
  const reply = await engine.call('consent.begin', { subject, permissions })
  if (!reply.ok || reply.value.address === null) throw new Error('The consent did not begin.')
  return { ...reply.value, address: reply.value.address }
}

const stageOf = async () => {
  const reply = await engine.call('consent.state', {})
  return reply.ok ? reply.value?.stage : reply.error.code
}

describe('admin consent from the app', () => {
  test('is granted when the page says yes and the permissions are in a token', async () => {
    const { address, stage } = await begin()
    expect(stage).toBe('waiting')
    expect(await playAdmin(connected.tenant, address)).toMatchObject({ reply: { status: 303 } })
    await expect.poll(stageOf).toBe('granted')
    expect(seen.map(state => state.stage)).toEqual(['waiting', 'checking', 'granted'])
    expect(seen.at(-1)).toMatchObject({ roles: everyRole, missing: [], address: null, error: null })
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1)
  })

  test('asks again until what the page has granted arrives', async () => {
    const { address } = await begin()
    connected.tenant.set({ registration: { requestedRoles: everyRole.slice(0, 1) } })
    await playAdmin(connected.tenant, address)
    await expect.poll(() => seen.at(-1)?.nextCheckAt ?? null).not.toBeNull()
    expect(seen.at(-1)).toMatchObject({ stage: 'checking', missing: everyRole.slice(1) })
    connected.tenant.set({ grantedRoles: everyRole })
    clock.advance(10_000)
    await expect.poll(stageOf).toBe('granted')
  })

  test('says why the page was refused', async () => {
    const { address } = await begin()
    await playAdmin(connected.tenant, address, { answer: 'cancel' })
    await expect.poll(stageOf).toBe('refused')
    expect(seen.at(-1)?.error).toMatchObject({ code: 'consentMissing', step: 'consent' })
    expect(seen.at(-1)?.error?.detail['aadsts']).toBe('AADSTS65004')
  })

  test('expires when nobody answers, and can be looked for later', async () => {
    const { address } = await begin()
    // A person without the role never comes back from the page.
    expect(await playAdmin(connected.tenant, address, { who: 'apps' })).toMatchObject({ kind: 'stayed' })
    clock.advance(600_000)
    await expect.poll(stageOf).toBe('expired')
    expect(seen.at(-1)?.error?.fix).toContain('hand the step over')
    const listener = new URL(address).searchParams.get('redirect_uri') ?? ''
    await expect.poll(() => visit(listener).catch(() => 'closed')).toBe('closed')
    // A colleague consents in the portal: it is noticed by itself within the hour, or on request.
    await expect.poll(() => seen.at(-1)?.nextCheckAt ?? null).not.toBeNull()
    connected.tenant.set({ grantedRoles: everyRole })
    clock.advance(3_600_000)
    await expect.poll(stageOf).toBe('granted')
    await engine.call('consent.check', { connector: connectorName, permissions: choice })
    await expect.poll(stageOf).toBe('granted')
  })

  test('is stopped by the person, and by another one', async () => {
    await begin()
    const stopped = await engine.call('consent.stop', {})
    expect(stopped).toMatchObject({ ok: true, value: { stage: 'stopped' } })
    const first = await begin()
    const second = await begin()
    expect(seen.filter(({ id }) => id === first.id).at(-1)?.stage).toBe('stopped')
    await expect(playAdmin(connected.tenant, first.address)).rejects.toThrow('ECONNREFUSED')
    expect(await stageOf()).toBe('waiting')
    expect(second.id).not.toBe(first.id)
  })

  test('without a credential believes the page and proves nothing', async () => {
    const { tenantId, clientId } = connected.tenant
    const values = { kind: 'values', cloud: 'custom', tenantId, clientId } as const
    const reply = await engine.call('consent.begin', { subject: values, permissions: recommendedChoice })
    if (!reply.ok) throw new Error(reply.error.message)
    await playAdmin(connected.tenant, reply.value.address ?? '', { who: 'roles' })
    await expect.poll(stageOf).toBe('accepted')
    const malformed = { ...values, tenantId: 'common' }
    expect(await engine.call('consent.begin', { subject: malformed })).toMatchObject({
      ok: false,
      error: { code: 'malformedId', step: 'tenant' },
    })
  })
})

describe('consent that somebody else gives later', () => {
  let arrived: ConsentNews[]
  let later: Engine

  /** The program started again on the same data directory, as a window's host does it. */
  async function restart(): Promise<void> {
    await later.close()
    const { home, environment } = connected
    later = await createEngine({ home, env: environment, version: '0.0.0', background: true }, { clock })
    later.on('consent.arrived', news => arrived.push(news))
  }

  beforeAll(async () => {
    arrived = []
    later = engine
    await engine.call('settings.change', { schedule: { enabled: false } })
    const { tenantId, clientId, clientSecret: secret } = connected.tenant
    const credential = { kind: 'secret', secret } as const
    await engine.call('connectors.add', { name: 'Fabrikam', tenantId, clientId, cloud: 'custom', credential })
  })
  afterAll(() => later.close())

  const newsOf = async () => {
    const reply = await later.call('consent.news', {})
    return reply.ok ? reply.value.map(({ title }) => title) : [reply.error.code]
  }
  const waitOf = async (connector: string) => {
    const reply = await later.call('consent.state', { connector })
    return reply.ok ? reply.value : null
  }

  test('is noticed for each connector after a restart, once, until somebody takes note of it', async () => {
    await begin()
    // The letter to a colleague is about both connectors, which share a registration.
    const { tenantId, clientId } = connected.tenant
    const letterSubject = {
      cloud: 'custom',
      permissions: choice,
      clientId,
      company: null,
      demo: false,
    } as const
    const letter = {
      subject: letterSubject,
      items: null,
      format: 'text',
      tenantId,
      letter: 'consent',
    } as const
    expect(await engine.call('setup.handOver', letter)).toMatchObject({ ok: true })
    await restart()
    for (const connector of [connectorName, 'Fabrikam']) {
      expect(await waitOf(connector)).toMatchObject({ stage: 'pending', error: null })
    }
    await expect.poll(async () => (await waitOf('Fabrikam'))?.nextCheckAt ?? null).not.toBeNull()
    expect(await newsOf()).toEqual([])

    connected.tenant.set({ grantedRoles: everyRole })
    clock.advance(60_000)
    await expect.poll(() => arrived.length).toBe(2)
    const [first] = arrived
    expect(arrived.map(({ title }) => title).sort()).toEqual([
      `Consent was granted for ${connectorName}`,
      'Consent was granted for Fabrikam',
    ])
    expect(first?.hash).toBe(`#/setup/test?connector=${first?.connector}`)
    expect((await waitOf('Fabrikam'))?.stage).toBe('granted')

    await restart()
    clock.advance(2 * 3_600_000)
    expect(await newsOf()).toHaveLength(2)
    await later.call('consent.acknowledge', { connector: first?.connector ?? '' })
    expect(await newsOf()).toHaveLength(1)
    // A test of the connection shows the consent as well.
    const [second] = arrived.slice(1)
    await later.call('checks.run', { connector: second?.connector ?? '' })
    await expect.poll(newsOf).toEqual([])
    expect(arrived).toHaveLength(2)
  })

  test('is looked for no longer than 30 days, and not for a connector that is gone', async () => {
    connected.tenant.set({ grantedRoles: [] })
    for (const connector of [connectorName, 'Fabrikam']) {
      await later.call('consent.check', { connector, permissions: choice })
    }
    await restart()
    await later.call('connectors.remove', { connector: 'Fabrikam' })
    expect((await waitOf(connectorName))?.stage).toBe('pending')
    await later.call('consent.stop', { connector: connectorName })
    expect(await waitOf(connectorName)).toBeNull()
    await later.call('consent.check', { connector: connectorName, permissions: choice })
    await restart()
    expect((await waitOf(connectorName))?.stage).toBe('pending')
    clock.advance(31 * 86_400_000)
    expect(await waitOf(connectorName)).toBeNull()
    connected.tenant.set({ grantedRoles: everyRole })
    await restart()
    clock.advance(60_000)
    await expect
      .poll(() => readFileSync(join(connected.home, 'consent.json'), 'utf8'))
      .toContain('"value": []')
    expect(arrived).toHaveLength(2)
  })
})
