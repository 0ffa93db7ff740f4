import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ConsentState } from '../../../electron/contract/registration/consent.ts'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import { recommendedChoice } from '../../../electron/contract/setup/names.ts'
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
