import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  answerTo,
  createWork,
  register,
  type SetupFlow,
  startSetupFlow,
  writesOf,
} from '../../support/setup/flow.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'

let flow: SetupFlow
beforeEach(async () => {
  flow = await startSetupFlow()
})
afterEach(() => flow.close())

const azureCli = { kind: 'azureCli' } as const
const askedFor = () =>
  flow.tenant.requests
    .filter(({ origin, method }) => origin === 'graph' && method !== 'GET')
    .map(({ method, path, status }) => `${method} ${path.replace(/[0-9a-f-]{36}/g, 'ID')} ${status}`)

describe('Do it for me', () => {
  test('goes from the sign-in to the first rows, with nothing copied', async () => {
    const first = await flow.begin({ work: createWork('Contoso') })
    expect(first).toMatchObject({
      stage: 'signIn',
      client: { appName: 'Microsoft Graph Command Line Tools' },
      scopes: ['Application.ReadWrite.All'],
      signIn: { way: 'browser', userCode: null },
    })
    const query = new URL(first.signIn?.address ?? '').searchParams
    expect(Object.fromEntries(query)).toMatchObject({
      ...{ response_mode: 'form_post', code_challenge_method: 'S256', prompt: 'select_account' },
    })
    await flow.signIn()
    const plan = await flow.reach('plan')
    expect(plan.account).toEqual({ userName: `admin@${flow.tenant.domain}`, tenantId: flow.tenant.tenantId })
    expect(plan.facts).toMatchObject({ mayRegister: 'yes', mayConsent: 'yes', usersCanRegister: null })
    expect(writesOf(plan)).toEqual([
      'planned: POST /applications',
      'planned: POST /servicePrincipals',
      'planned: POST /applications/{application}/addPassword',
    ])
    expect(askedFor()).toEqual([])
    await flow.answer({ kind: 'go' })
    const done = await flow.reach('done')
    expect(done).toMatchObject({ consent: 'ask', error: null, made: { tenantId: flow.tenant.tenantId } })
    expect(askedFor().map(text => text.split(' ').at(-1))).toEqual(['201', '201', '200'])

    const subject = { kind: 'connector', connector: 'Contoso' } as const
    const { permissions } = createWork('Contoso')
    const consent = await flow.engine.call('consent.begin', { subject, permissions })
    if (!consent.ok) throw new Error(consent.error.message)
    await playAdmin(flow.tenant, consent.value.address ?? '')
    const stage = async () => {
      const reply = await flow.engine.call('consent.state', {})
      return reply.ok ? reply.value?.stage : reply.error.code
    }
    await expect.poll(stage).toBe('granted')
    const { checks } = await answerTo(flow.engine.call('checks.run', { connector: 'Contoso' }))
    const bad = checks.filter(({ status }) => status === 'fail' || status === 'warn').map(({ id }) => id)
    expect(bad).toEqual(['data.signIns', 'names'])
    const run = await answerTo(flow.engine.call('sync.start', { connector: 'Contoso', only: ['users'] }))
    expect(run.status).toBe('succeeded')
    expect((await answerTo(flow.engine.call('connectors.list', {})))[0]).toMatchObject({
      ...{ clientId: done.made?.clientId, secretExpiresOn: done.made?.expiresOn },
    })
  })

  test('says neither secret nor token in an event, a file or the log', async () => {
    const done = await register(flow, 'Quiet')
    const said = JSON.stringify(flow.seen) + (await flow.written())
    expect(done.stage).toBe('done')
    expect(said).not.toMatch(/8Q~[A-Za-z0-9]{20}/)
    expect(said).not.toMatch(/eyJ[A-Za-z0-9_-]{40}/)
    expect(await flow.written()).not.toContain('admin@')
  })

  test('is patient while Microsoft distributes what was made', async () => {
    flow.tenant.set({ entra: { consistency: 'nasty' } })
    const done = await register(flow, 'Patient')
    expect(done).toMatchObject({ stage: 'done', error: null })
    const waits = flow.seen.flatMap(({ calls }) => calls.flatMap(({ waiting }) => waiting?.reason ?? []))
    expect(new Set(waits)).toEqual(
      new Set(['Microsoft is still distributing what was created a moment ago.']),
    )
  })

  test('makes nothing twice when answers are lost', async () => {
    const lost = { kind: 'reset' as const, afterBytes: 0 }
    const tenant = flow.tenant
    for (const path of ['/applications$', '/servicePrincipals$', '/addPassword$']) {
      tenant.faults.add({ ...lost, match: { origin: 'graph', method: 'POST', path } })
    }
    const done = await register(flow, 'Twice')
    expect(done).toMatchObject({ stage: 'done', error: null })
    const { made } = done
    const asked = askedFor().filter(text => text.startsWith('POST /v1.0/applications '))
    expect(asked.length).toBe(1)
    const removed = askedFor().filter(text => text.includes('removePassword'))
    expect(removed).toEqual(['POST /v1.0/applications/ID/removePassword 204'])
    expect(made?.clientId).not.toBe('')
  })

  test('resumes with the call that failed, and takes back only what it has made', async () => {
    flow.tenant.faults.add({
      ...{ kind: 'status', status: 403, code: 'Authorization_RequestDenied', message: 'no' },
      match: { origin: 'graph', method: 'POST', path: '/addPassword$' },
    })
    const failed = await register(flow, 'Again')
    expect(failed).toMatchObject({ stage: 'failed', error: { code: 'forbidden', step: 'register' } })
    expect(failed.undo).toHaveLength(2)
    await flow.answer({ kind: 'go' })
    await flow.reach('done')
    expect(flow.now().undo).toEqual([
      'Delete the enterprise application',
      'Delete the registration (the portal can restore it for 30 days)',
      'Remove the connector from this computer, with its credential and data',
    ])
    await flow.engine.call('registration.undo', { id: flow.now().id })
    expect(await flow.reach('undone')).toMatchObject({ connector: null, undo: [], undoUntil: null })
    expect(await answerTo(flow.engine.call('connectors.list', {}))).toEqual([])
    expect(askedFor().slice(-2)).toEqual([
      'DELETE /v1.0/servicePrincipals/ID 204',
      'DELETE /v1.0/applications/ID 204',
    ])
  })

  test('forgets the sign-in some minutes after its end, and with it the undo', async () => {
    const done = await register(flow, 'Forgotten')
    expect(done.undoUntil).not.toBeNull()
    flow.clock.advance(600_000)
    await expect.poll(() => flow.now().undoUntil).toBeNull()
    const reply = await flow.engine.call('registration.undo', { id: done.id })
    expect(reply).toMatchObject({ ok: false, error: { code: 'badRequest' } })
  })

  test('asks which registration is meant when several fit, and completes the chosen one', async () => {
    const one = await register(flow, 'One')
    await flow.answer({ kind: 'stop' })
    // Somebody has registered one of the same name by hand.
    flow.tenant.set({ registration: { displayName: 'M365 Connector' } })
    await flow.begin({ work: createWork('Two') })
    await flow.signIn()
    const { candidates } = await flow.reach('choose')
    expect(candidates.map(({ clientId }) => clientId)).toContain(one.made?.clientId)
    const chosen = candidates.find(({ clientId }) => clientId === one.made?.clientId)
    await flow.answer({ kind: 'use', application: chosen?.application ?? null })
    const plan = await flow.reach('plan')
    expect(writesOf(plan).map(text => text.replace(/[0-9a-f-]{36}/, 'ID'))).toEqual([
      'planned: POST /applications/ID/addPassword',
    ])
  })
})

describe('the person who signs in', () => {
  test('without the role to consent is led to the hand-over', async () => {
    await flow.begin({ work: createWork('Handed over'), client: azureCli })
    await flow.signIn({ who: 'developer' })
    expect(await flow.reach('plan')).toMatchObject({
      consent: 'handOver',
      facts: { mayConsent: 'no', mayRegister: 'yes', roles: [{ name: 'Application Developer' }] },
    })
  })

  test('who may not register hears who may', async () => {
    flow.tenant.set({ entra: { usersCanRegister: false, toolConsents: ['Application.ReadWrite.All'] } })
    const failed = await register(flow, 'Refused', 'user')
    expect(failed).toMatchObject({ stage: 'failed', undo: [], facts: { mayRegister: 'unknown' } })
    expect(failed.error).toMatchObject({ code: 'forbidden', step: 'register' })
    expect(failed.error?.fix).toContain('Application Developer')
  })

  test('makes nothing where it cannot be seen what is there', async () => {
    const match = { origin: 'graph' as const, path: 'displayName eq', times: 0 }
    flow.tenant.faults.add({ kind: 'status', status: 403, code: 'Authorization_RequestDenied', match })
    await flow.begin({ work: { ...createWork('Blind'), tenantId: flow.tenant.domain } })
    await flow.signIn()
    expect(await flow.reach('failed')).toMatchObject({ error: { code: 'forbidden', step: 'register' } })
    expect(askedFor()).toEqual([])
  })

  test('sees roles, eligible ones and policies live where asked for', async () => {
    flow.tenant.set({ entra: { usersCanRegister: false, maxSecretDays: 90 } })
    await flow.begin({ work: createWork('Live'), readPolicies: true })
    expect(flow.now().scopes).toContain('Policy.Read.All')
    await flow.signIn({ who: 'apps' })
    const plan = await flow.reach('plan')
    expect(plan.facts).toMatchObject({
      ...{ usersCanRegister: false, mayRegister: 'yes', mayConsent: 'no', maxSecretDays: 90 },
      roles: [
        { name: 'Application Administrator', state: 'active' },
        { name: 'Privileged Role Administrator', state: 'eligible' },
      ],
    })
    const ends = /"endDateTime": "([^"]+)"/.exec(plan.calls.at(-1)?.body ?? '')?.[1] ?? ''
    expect(Math.round((Date.parse(ends) - flow.clock.now()) / 86_400_000)).toBe(90)
  })

  test('can cancel on the page, give up here, or use another device', async () => {
    await flow.begin({ work: createWork('Cancelled') })
    await flow.signIn({ answer: 'cancel' })
    expect(await flow.reach('failed')).toMatchObject({ error: { code: 'consentMissing' } })
    await flow.begin({ work: createWork('Given up') })
    await flow.answer({ kind: 'stop' })
    await flow.reach('stopped')
    await flow.begin({ work: createWork('Elsewhere'), way: 'deviceCode' })
    await expect.poll(() => flow.now().signIn?.userCode ?? null).not.toBeNull()
    await flow.signIn({ userCode: flow.now().signIn?.userCode ?? '' })
    expect((await flow.reach('plan')).account?.userName).toContain('admin@')
  })

  test('on another device can decline, or come too late', async () => {
    const begin = async (name: string) => {
      await flow.begin({ work: createWork(name), way: 'deviceCode' })
      await expect.poll(() => flow.now().signIn?.userCode ?? null).not.toBeNull()
      return flow.now().signIn?.userCode ?? ''
    }
    await flow.signIn({ userCode: await begin('Declined'), answer: 'cancel' })
    expect((await flow.reach('failed')).error).toMatchObject({ code: 'consentMissing', step: 'consent' })
    await begin('Late')
    flow.clock.advance(901_000)
    const { error } = await flow.reach('failed')
    expect(error?.detail).toMatchObject({ aadsts: 'AADSTS70019' })
    expect(error?.fix).not.toBe('')
  })

  test('is told when the page never comes back, and what a code on it means', async () => {
    flow.tenant.set({ entra: { signInError: 53003 } })
    await flow.begin({ work: createWork('Stuck') })
    expect((await flow.signIn()).kind).toBe('stayed')
    const explained = await answerTo(flow.engine.call('signIn.explain', { text: 'AADSTS53003: blocked' }))
    expect(explained).toMatchObject({ step: 'conditionalAccess' })
    expect(await answerTo(flow.engine.call('signIn.explain', { text: 'no code' }))).toBeNull()
    flow.clock.advance(600_000)
    expect(await flow.reach('failed')).toMatchObject({ error: { code: 'timedOut' } })
  })
})
