import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerTo, register, type SetupFlow, startSetupFlow, writesOf } from '../../support/setup/flow.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'

let flow: SetupFlow
beforeEach(async () => {
  flow = await startSetupFlow()
  await register(flow, 'Contoso')
  await flow.answer({ kind: 'stop' })
})
afterEach(() => flow.close())

const rotate = (credential: 'secret' | 'certificate' = 'secret') =>
  ({ kind: 'rotate', connector: 'Contoso', credential, days: 90 }) as const

const planned = async (credential?: 'secret' | 'certificate', who = 'admin', keepOld = false) => {
  await flow.begin({ work: { ...rotate(credential), keepOld } })
  await flow.signIn({ who })
  return await flow.reach('plan', 'failed')
}
const shortened = (texts: readonly string[]) => texts.map(text => text.replace(/[0-9a-f-]{36}/g, 'ID'))
const askedSince = (count: number) =>
  shortened(
    flow.tenant.requests
      .slice(count)
      .filter(({ origin, method }) => origin === 'graph' && method !== 'GET')
      .map(({ method, path, status }) => `${method} ${path} ${status}`),
  )
const signsIn = async (connector: string) => {
  const { checks } = await answerTo(flow.engine.call('checks.run', { connector }))
  return checks.find(({ id }) => id === 'token')?.status
}
const contoso = async () => {
  const list = await answerTo(flow.engine.call('connectors.list', {}))
  return list.find(({ name }) => name === 'Contoso')
}
const add = 'POST /v1.0/applications/ID/addPassword 200'
const remove = 'POST /v1.0/applications/ID/removePassword 204'

describe('Rotation', () => {
  test('of a secret removes its own old one after the new one worked, and nobody else’s', async () => {
    await register(flow, 'Second')
    await flow.answer({ kind: 'stop' })
    const before = flow.tenant.requests.length
    const plan = await planned()
    expect(shortened(writesOf(plan))).toEqual([
      'planned: POST /applications/ID/addPassword',
      'planned: POST /applications/ID/removePassword',
    ])
    expect(askedSince(before)).toEqual([])
    flow.tenant.set({ entra: { consistency: 'usual' } })
    await flow.answer({ kind: 'go' })
    const done = await flow.reach('done', 'failed')
    expect(done).toMatchObject({ stage: 'done', error: null, undo: [], consent: 'none', kept: null })
    expect(askedSince(before)).toEqual([add, remove])
    const waits = flow.seen.flatMap(({ calls }) => calls.flatMap(({ waiting }) => waiting?.reason ?? []))
    expect(waits).toContain('The sign-in does not know the new credential yet.')
    expect((await contoso())?.secretExpiresOn).toBe(done.made?.expiresOn)
    expect(await signsIn('Contoso')).toBe('pass')
    expect(await signsIn('Second')).toBe('pass')
    expect(JSON.stringify(flow.seen) + (await flow.written())).not.toMatch(/8Q~[A-Za-z0-9]{20}/)
  })

  test('says why the old one stays: chosen, used by another connector, or not to be identified', async () => {
    const chosen = await planned('secret', 'admin', true)
    expect(chosen.kept).toEqual({ reason: 'chosen', connectors: [] })
    expect(shortened(writesOf(chosen))).toEqual(['planned: POST /applications/ID/addPassword'])
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done')).toMatchObject({ kept: chosen.kept })
    expect(await answerTo(flow.engine.call('rotation.pending', {}))).toEqual([])
    const { clientId, tenantId } = (await contoso()) ?? { clientId: '', tenantId: '' }
    const add = (name: string, secret: string) =>
      flow.engine.call('connectors.add', {
        ...{ name, tenantId, clientId, cloud: 'custom' },
        ...{ credential: { kind: 'secret', secret }, secretExpiresOn: null },
      })
    const strange = `zzz8Q~${'a'.repeat(34)}`
    await answerTo(add('Strange', strange))
    const credential = { kind: 'secret', secret: strange } as const
    const entered = { connector: 'Contoso', credential, secretExpiresOn: null, untested: true }
    await answerTo(flow.engine.call('connectors.setCredential', entered))
    expect((await planned()).kept).toEqual({ reason: 'shared', connectors: ['Strange'] })
    await flow.answer({ kind: 'stop' })
    await answerTo(flow.engine.call('connectors.remove', { connector: 'Strange' }))
    expect((await planned()).kept).toEqual({ reason: 'unidentified', connectors: [] })
  })

  test('leads to a certificate where secrets are forbidden, and on to the next certificate', async () => {
    flow.tenant.set({ entra: { secretsForbidden: true, maxCertificateDays: 30 } })
    await planned()
    await flow.answer({ kind: 'go' })
    await expect.poll(() => flow.now().facts?.secretsAllowed ?? null).toBe(false)
    expect(shortened(writesOf(await flow.reach('plan')))).toEqual([
      'skipped: POST /applications/ID/addPassword',
      'planned: PATCH /applications/ID',
      'planned: POST /applications/ID/removePassword',
    ])
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done' })
    const first = await contoso()
    expect(first).toMatchObject({ credential: 'certificate' })
    const days = (Date.parse(first?.secretExpiresOn ?? '') - flow.clock.now()) / 86_400_000
    expect(Math.ceil(days)).toBe(30)

    await planned('certificate')
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done' })
    expect(await signsIn('Contoso')).toBe('pass')
    expect((await contoso())?.certificate).not.toBe(first?.certificate)
    // Nothing is left of the two credentials before.
    const last = await planned('certificate')
    const read = last.calls.find(({ title }) => title === 'Read the registration')
    expect(read?.state).toBe('done')
    expect(shortened(writesOf(last))).toEqual([
      'planned: PATCH /applications/ID',
      'planned: PATCH /applications/ID',
    ])
  })

  test('that is cancelled or refused takes the new one away again; the old one still works', async () => {
    const before = flow.tenant.requests.length
    const expiry = (await contoso())?.secretExpiresOn
    await planned()
    flow.tenant.set({ entra: { consistency: 'bad' } })
    const leave = flow.engine.on('registration.changed', ({ id, calls }) => {
      if (!calls.some(({ state }) => state === 'waiting')) return
      leave()
      void flow.engine.call('registration.answer', { id, answer: { kind: 'stop' } })
    })
    await flow.answer({ kind: 'go' })
    await flow.reach('stopped')
    expect(askedSince(before)).toEqual([add, remove])
    flow.tenant.set({ entra: { consistency: 'none' } })
    const refusal = { kind: 'status', status: 401, code: 'InvalidAuthenticationToken' } as const
    flow.tenant.faults.add({
      ...refusal,
      match: { origin: 'graph', path: '/organization', times: 0 },
    })
    await planned()
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'failed' })
    expect(askedSince(before)).toEqual([add, remove, add, remove])
    expect(await answerTo(flow.engine.call('rotation.pending', {}))).toEqual([])
    expect((await contoso())?.secretExpiresOn).toBe(expiry)
    expect(await signsIn('Contoso')).toBe('pass')
  })

  test.each([
    [53003, 'conditionalAccess'],
    [7000112, 'enterpriseApp'],
  ])('that is refused with AADSTS%i, which no waiting cures, ends at once', async (number, step) => {
    const before = flow.tenant.requests.length
    await planned()
    const began = flow.clock.now()
    flow.tenant.set({ refuse: number })
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'failed', error: { step } })
    expect(flow.clock.now() - began).toBeLessThan(60_000)
    expect(askedSince(before)).toEqual([add, remove])
    flow.tenant.set({ refuse: null })
    expect(await signsIn('Contoso')).toBe('pass')
  })

  test('by somebody without the right changes nothing, and resumes where only the removal failed', async () => {
    const before = flow.tenant.requests.length
    flow.tenant.set({ entra: { toolConsents: ['Application.ReadWrite.All'] } })
    const asUser = await planned('secret', 'user')
    if (asUser.stage === 'plan') await flow.answer({ kind: 'go' })
    expect(await flow.reach('failed')).toMatchObject({ error: { code: 'forbidden' }, canSignInAgain: true })
    expect(askedSince(before).every(text => text.endsWith('403'))).toBe(true)
    expect(await answerTo(flow.engine.call('rotation.pending', {}))).toEqual([])
    // Somebody who may do it resumes with the call that failed; nothing is asked for twice.
    const denied = flow.now()
    const again = { id: denied.id, answer: { kind: 'signInAgain' } } as const
    const waiting = await answerTo(flow.engine.call('registration.answer', again))
    expect(waiting).toMatchObject({ id: denied.id, stage: 'signIn', signIn: { way: 'browser' } })
    await flow.signIn({ who: 'admin' })
    expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done', error: null })
    expect(flow.now().account?.userName).toMatch(/^admin@/)
    expect(askedSince(before).slice(-2)).toEqual([add, remove])
    flow.tenant.faults.add({
      ...{ kind: 'status', status: 403, code: 'Authorization_RequestDenied', message: 'no' },
      match: { origin: 'graph', method: 'POST', path: '/removePassword$' },
    })
    await planned()
    await flow.answer({ kind: 'go' })
    const failed = await flow.reach('failed')
    expect(failed.calls.at(-2)).toMatchObject({ state: 'done' })
    expect(await signsIn('Contoso')).toBe('pass')
    await flow.answer({ kind: 'go' })
    await flow.reach('done')
    expect(askedSince(before).slice(-3)).toEqual([add, remove.replace('204', '403'), remove])
  })

  test('keeps to the policy of the app itself, in the place of the tenant’s', async () => {
    const clientId = (await contoso())?.clientId ?? ''
    const limits = { maxSecretDays: 10, maxCertificateDays: 20 }
    const appPolicy = { clientId, secretsForbidden: true, ...limits, authoritiesOnly: false }
    const plannedWith = async (credential: 'secret' | 'certificate', readPolicies: boolean) => {
      await flow.begin({ work: rotate(credential), readPolicies })
      await flow.signIn()
      return await flow.reach('plan', 'failed')
    }
    flow.tenant.set({ entra: { appPolicy } })
    const plan = await plannedWith('secret', true)
    expect(plan.facts).toMatchObject({ secretsAllowed: false, ...limits, madeCertificatesAllowed: true })
    expect(plan.facts?.policy).toMatchObject({ name: 'Connectors', ofApp: true })
    expect(shortened(writesOf(plan))[0]).toBe('planned: PATCH /applications/ID')
    await flow.answer({ kind: 'go' })
    const done = await flow.reach('done', 'failed')
    expect(Math.ceil((Date.parse(done.made?.expiresOn ?? '') - flow.clock.now()) / 86_400_000)).toBe(20)
    // Only certificates of authorities: a secret where those are allowed, otherwise the way on in words.
    const authorities = { ...appPolicy, secretsForbidden: false, authoritiesOnly: true }
    flow.tenant.set({ entra: { appPolicy: authorities } })
    const other = await plannedWith('certificate', true)
    expect(shortened(writesOf(other))[0]).toBe('planned: POST /applications/ID/addPassword')
    await flow.answer({ kind: 'stop' })
    flow.tenant.set({ entra: { appPolicy: { ...authorities, secretsForbidden: true } } })
    const neither = await plannedWith('secret', true)
    expect(neither).toMatchObject({ stage: 'failed', error: { code: 'badRequest' }, canSignInAgain: false })
    await plannedWith('certificate', false)
    await flow.answer({ kind: 'go' })
    const { error } = await flow.reach('done', 'failed')
    expect(error?.message).toBe('A policy of the tenant does not accept this certificate.')
    expect(error?.fix).toMatch(/One of my own|one of my own/)
    expect(error?.fix).toMatch(/can change the policy 7d0f9a7b-/)
    expect(await signsIn('Contoso')).toBe('pass')
    expect(await answerTo(flow.engine.call('rotation.pending', {}))).toEqual([])
  })

  test('is not needed for a certificate of the wizard: its public part is uploaded, and signs in', async () => {
    const { clientId, tenantId } = (await contoso()) ?? { clientId: '', tenantId: '' }
    const made = await answerTo(flow.engine.call('certificates.make', { name: 'Contoso', days: 90 }))
    const { key, certificate } = made
    const upload = async () => {
      await flow.begin({ work: { kind: 'upload', cloud: 'custom', tenantId, clientId, certificate } })
      await flow.signIn()
      return await flow.reach('plan', 'done', 'failed')
    }
    expect(shortened(writesOf(await upload()))).toEqual(['planned: PATCH /applications/ID'])
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done', 'failed')).toMatchObject({
      stage: 'done',
      undo: ['Remove the certificate'],
    })
    await flow.answer({ kind: 'stop' })
    const credential = { kind: 'made', key, certificate } as const
    const entered = { connector: 'Contoso', credential, secretExpiresOn: null }
    expect(await answerTo(flow.engine.call('connectors.setCredential', entered))).toMatchObject({
      credential: 'certificate',
    })
    // What is there already is not uploaded again.
    expect(writesOf(await upload())).toEqual([])
  })

  test('of a certificate needs nobody to sign in where the connector proves that it has the key', async () => {
    const renew = { work: { kind: 'renew', connector: 'Contoso', days: 60 } } as const
    expect(await flow.engine.call('registration.begin', renew)).toMatchObject({ ok: false })
    await planned('certificate')
    await flow.answer({ kind: 'go' })
    await flow.reach('done')
    const before = (await contoso())?.certificate
    await flow.begin(renew)
    expect((await flow.reach('plan', 'failed')).error?.message).toBe(
      'The connector may not read its own registration.',
    )
    const subject = { kind: 'connector', connector: 'Contoso' } as const
    const consent = await answerTo(flow.engine.call('consent.begin', { subject }))
    await playAdmin(flow.tenant, consent.address ?? '', { who: 'roles' })
    await expect
      .poll(async () => (await answerTo(flow.engine.call('consent.state', {})))?.stage)
      .toBe('granted')
    const asked = flow.tenant.requests.length
    flow.tenant.set({ entra: { consistency: 'usual' } })
    await flow.begin(renew)
    const plan = await flow.reach('plan', 'failed')
    expect(plan).toMatchObject({ account: null, signIn: null, scopes: [], kept: null })
    expect(shortened(writesOf(plan))).toEqual([
      'planned: POST /applications/ID/addKey',
      'planned: POST /applications/ID/removeKey',
    ])
    await flow.answer({ kind: 'go' })
    const done = await flow.reach('done', 'failed')
    expect(done).toMatchObject({ stage: 'done', error: null })
    // The simulated tenant has checked signature, audience, issuer and times of both proofs.
    expect(askedSince(asked)).toEqual([
      'POST /v1.0/applications/ID/addKey 200',
      'POST /v1.0/applications/ID/removeKey 204',
    ])
    const after = await contoso()
    expect(after?.certificate).not.toBe(before)
    expect(after?.secretExpiresOn).toBe(done.made?.expiresOn)
    expect(await signsIn('Contoso')).toBe('pass')
    expect(JSON.stringify(flow.seen)).not.toMatch(/PRIVATE KEY|"proof": "ey/)
  })
})
