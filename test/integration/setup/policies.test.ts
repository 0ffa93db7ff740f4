import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RegistrationSession } from '../../../electron/contract/registration/session.ts'
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

describe('a policy of the tenant', () => {
  const days = (session: RegistrationSession) =>
    Math.ceil((Date.parse(session.made?.expiresOn ?? '') - flow.clock.now()) / 86_400_000)

  test('that caps the life of secrets is kept to, step by step', async () => {
    flow.tenant.set({ entra: { maxSecretDays: 30 } })
    const done = await register(flow, 'Capped')
    expect(done).toMatchObject({ stage: 'done', error: null })
    expect(days(done)).toBe(30)
  })

  test('that forbids secrets leads to a certificate, after another yes, and to a sync', async () => {
    flow.tenant.set({ entra: { secretsForbidden: true, maxCertificateDays: 90 } })
    await flow.begin({ work: createWork('Certified') })
    await flow.signIn()
    await flow.reach('plan')
    await flow.answer({ kind: 'go' })
    await expect.poll(() => flow.now().facts?.secretsAllowed ?? null).toBe(false)
    const again = await flow.reach('plan')
    expect(again.calls.at(-2)).toMatchObject({ state: 'skipped' })
    expect(again.calls.at(-1)).toMatchObject({ state: 'planned', method: 'PATCH' })
    await flow.answer({ kind: 'go' })
    const done = await flow.reach('done')
    expect(days(done)).toBe(90)
    const [connector] = await answerTo(flow.engine.call('connectors.list', {}))
    expect(connector).toMatchObject({ credential: 'certificate', secretExpiresOn: done.made?.expiresOn })
    flow.tenant.set({ entra: { consistency: 'none' } })
    const subject = { kind: 'connector', connector: 'Certified' } as const
    const consent = await answerTo(flow.engine.call('consent.begin', { subject }))
    await playAdmin(flow.tenant, consent.address ?? '', { who: 'roles' })
    const run = () => flow.engine.call('sync.start', { connector: 'Certified', only: ['users'] })
    expect((await answerTo(run())).status).toBe('succeeded')
  })

  test('that forbids secrets: the certificate of a run goes by its undo, and no other', async () => {
    await register(flow, 'First')
    await flow.answer({ kind: 'stop' })
    flow.tenant.set({ entra: { secretsForbidden: true } })
    await flow.begin({ work: { ...createWork('Second'), credential: 'certificate' } })
    await flow.signIn()
    const { candidates } = await flow.reach('choose', 'plan')
    if (candidates.length > 0) {
      await flow.answer({ kind: 'use', application: candidates[0]?.application ?? null })
      await flow.reach('plan')
    }
    await flow.answer({ kind: 'go' })
    expect((await flow.reach('done')).undo[0]).toBe('Remove the certificate')
    await flow.engine.call('registration.undo', { id: flow.now().id })
    await flow.reach('undone')
    const left = await answerTo(flow.engine.call('connectors.list', {}))
    expect(left.map(({ name }) => name)).toEqual(['First'])
    expect(flow.now().calls.at(-1)).toMatchObject({ kind: 'undo', state: 'done', status: 204 })
  })

  test('that can be read is kept to from the start', async () => {
    flow.tenant.set({ entra: { secretsForbidden: true } })
    await flow.begin({ work: createWork('Known'), readPolicies: true })
    await flow.signIn()
    expect(writesOf(await flow.reach('plan'))).toEqual([
      'planned: POST /applications',
      'planned: POST /servicePrincipals',
      'planned: PATCH /applications/{application}',
    ])
  })

  test('about account types, or a reference to a service, is said as what it is', async () => {
    flow.tenant.set({ entra: { forbiddenAudiences: ['AzureADMyOrg'] } })
    const refused = await register(flow, 'Refused')
    expect(refused).toMatchObject({
      stage: 'failed',
      error: { code: 'forbidden', step: 'register' },
      undo: [],
    })
    expect(refused.error?.message).toContain('account types')
    flow.tenant.set({ entra: { forbiddenAudiences: [], serviceReferenceDemanded: true } })
    const unnamed = await register(flow, 'Unnamed')
    expect(unnamed).toMatchObject({
      stage: 'failed',
      error: { code: 'forbidden', step: 'register' },
      undo: [],
    })
    expect(unnamed.error?.fix).toContain('Branding & properties')
    expect(await answerTo(flow.engine.call('connectors.list', {}))).toEqual([])
  })
})

describe('A clock of this computer that is ahead of Microsoft’s', () => {
  const uploadWith = async (behindMs: number) => {
    await flow.close()
    flow = await startSetupFlow({}, {}, behindMs)
    await flow.begin({ work: { ...createWork('Ahead'), credential: 'certificate' } })
    await flow.signIn()
    await flow.reach('plan')
    await flow.answer({ kind: 'go' })
    return await flow.reach('done', 'failed')
  }
  const uploads = () =>
    flow.tenant.requests.filter(({ method, path }) => method === 'PATCH' && path.includes('/applications/'))

  test('by little: the upload of a certificate is repeated until it is valid there', async () => {
    expect(await uploadWith(15 * 60_000 + 4_000)).toMatchObject({ stage: 'done', error: null })
    const waits = flow.seen.flatMap(({ calls }) => calls.flatMap(({ waiting }) => waiting?.reason ?? []))
    expect(waits).toContain('The certificate is not valid yet by Microsoft’s clock.')
    expect(uploads().map(({ status }) => status)).toEqual([400, 204])
  })

  test('by much: the upload ends after half a minute and says by how much the clock is off', async () => {
    const { error, stage } = await uploadWith(40 * 60_000)
    expect([stage, error?.step]).toEqual(['failed', 'network'])
    expect(error?.message).toBe(
      'Microsoft does not accept the dates of the certificate. The clock of this computer is 40 minutes ahead of Microsoft’s.',
    )
    expect(error?.fix).toContain('Set the date')
    expect(uploads().length).toBeLessThan(8)
  })
})

describe('Microsoft Graph', () => {
  test('that asks to wait is waited for, at each call that writes, as long as it says', async () => {
    for (const path of ['/applications$', '/servicePrincipals$', '/addPassword$']) {
      const match = { origin: 'graph' as const, method: 'POST', path }
      flow.tenant.faults.add({ kind: 'throttle', seconds: 7, match })
    }
    const began = flow.clock.now()
    expect(await register(flow, 'Throttled')).toMatchObject({ stage: 'done', error: null })
    const waits = flow.seen.flatMap(({ calls }) => calls.flatMap(({ waiting }) => waiting?.reason ?? []))
    expect(waits).toContain('Microsoft Graph asks to wait.')
    expect(flow.clock.now() - began).toBeGreaterThanOrEqual(21_000)
    const created = flow.tenant.requests.filter(
      ({ method, path, status }) => method === 'POST' && path.endsWith('/applications') && status === 201,
    )
    expect(created).toHaveLength(1)
  })
})
