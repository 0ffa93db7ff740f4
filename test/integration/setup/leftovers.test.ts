import { Agent, request } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerTo, createWork, register, type SetupFlow, startSetupFlow } from '../../support/setup/flow.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'
import { bearer } from '../simulator/client.ts'

let flow: SetupFlow
beforeEach(async () => {
  flow = await startSetupFlow()
  await register(flow, 'Contoso')
  await flow.answer({ kind: 'stop' })
})
afterEach(() => flow.close())

/** The answer of a call never arrives, though the call was carried out. */
const lose = (method: string, path: string, times: number) =>
  flow.tenant.faults.add({
    ...{ kind: 'reset', afterBytes: 0 },
    match: { origin: 'graph', method, path, times },
  })
const registration = '/applications/[0-9a-f-]{36}$'
const toPlan = async (work: Parameters<SetupFlow['begin']>[0]['work']) => {
  await flow.begin({ work })
  await flow.signIn()
  return await flow.reach('plan', 'failed')
}
const rotate = (credential: 'secret' | 'certificate') =>
  toPlan({ kind: 'rotate', connector: 'Contoso', credential, days: 90 })
const countOf = (calls: readonly { path: string; status: number }[], action: string) =>
  calls.filter(({ path, status }) => path.endsWith(`/${action}`) && status < 300).length
/** Secrets that were added and are still there, as Graph has answered since. */
const secretsSince = (count: number) => {
  const calls = flow.tenant.requests.slice(count).filter(({ origin }) => origin === 'graph')
  return { added: countOf(calls, 'addPassword'), removed: countOf(calls, 'removePassword') }
}
const signsIn = async () => {
  const { checks } = await answerTo(flow.engine.call('checks.run', { connector: 'Contoso' }))
  return checks.find(({ id }) => id === 'token')?.status
}

describe('a credential whose answer was lost', () => {
  test('twice is found by its name and removed when the rotation is resumed, although lists are late', async () => {
    const before = flow.tenant.requests.length
    flow.tenant.set({ entra: { consistency: 'nasty' } })
    await rotate('secret')
    lose('POST', '/addPassword$', 2)
    await flow.answer({ kind: 'go' })
    const { error } = await flow.reach('failed')
    expect(error?.fix).toMatch(
      /^A client secret named “M365 Connector .*” may be left in the registration\. Resuming/,
    )
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done', error: null })
    const call = flow.now().calls.find(({ path }) => path.endsWith('/addPassword'))
    expect(call?.result).toBe('Done.')
    // Two were lost and the third has taken the place of the old one.
    expect(secretsSince(before)).toEqual({ added: 3, removed: 3 })
    expect(await signsIn()).toBe('pass')
  })

  test('twice in a registration that was there goes by the undo of that run', async () => {
    const before = flow.tenant.requests.length
    await toPlan(createWork('Second'))
    lose('POST', '/addPassword$', 2)
    await flow.answer({ kind: 'go' })
    const failed = await flow.reach('failed')
    expect(failed.undo).toEqual([
      expect.stringMatching(/^Remove the client secret named “M365 Connector .*”, if it is there$/),
    ])
    await answerTo(flow.engine.call('registration.undo', { id: failed.id }))
    expect(await flow.reach('undone', 'failed')).toMatchObject({ stage: 'undone', undo: [] })
    expect(secretsSince(before)).toEqual({ added: 2, removed: 2 })
    expect(await signsIn()).toBe('pass')
  })

  test('once is looked for until the list is up to date, and said where that never comes', async () => {
    flow.tenant.set({ entra: { consistency: 'bad' } })
    await rotate('secret')
    lose('POST', '/addPassword$', 1)
    // The first look finds nothing yet, and later ones are refused.
    flow.tenant.faults.add({
      ...{ kind: 'status', status: 403, code: 'Authorization_RequestDenied', message: 'no' },
      match: { origin: 'graph', method: 'GET', path: registration, times: 0, after: 1 },
    })
    await flow.answer({ kind: 'go' })
    await flow.reach('done', 'failed')
    const call = flow.now().calls.find(({ path }) => path.endsWith('/addPassword'))
    expect(call?.result).toMatch(/^Done \(key ID [0-9a-f-]{36}\)\. An attempt .* another client secret named/)
  })

  test('as a certificate gives way to the one of the next attempt, also where it is added by proof', async () => {
    flow.tenant.set({ entra: { consistency: 'nasty' } })
    await rotate('certificate')
    lose('PATCH', registration, 4)
    await failThenResume(2)
    expect(await listed()).toEqual({ secrets: 0, certificates: 1 })
    flow.tenant.set({ entra: { consistency: 'none' } })
    const consent = { subject: { kind: 'connector', connector: 'Contoso' } } as const
    const { address } = await answerTo(flow.engine.call('consent.begin', consent))
    await playAdmin(flow.tenant, address ?? '')
    await expect
      .poll(async () => (await answerTo(flow.engine.call('consent.state', {})))?.stage)
      .toBe('granted')
    flow.tenant.set({ entra: { consistency: 'nasty' } })
    await flow.begin({ work: { kind: 'renew', connector: 'Contoso', days: 60 } })
    await flow.reach('plan')
    lose('POST', '/addKey$', 1)
    await failThenResume(1)
    expect(await listed()).toEqual({ secrets: 0, certificates: 1 })
    expect(await signsIn()).toBe('pass')
  })

  /** The registration cannot be read after the answer was lost, so that the run fails; then it is resumed. */
  async function failThenResume(reads: number): Promise<void> {
    const refusal = {
      kind: 'status',
      status: 403,
      code: 'Authorization_RequestDenied',
      message: 'no',
    } as const
    const isReadable = flow.tenant.faults.add({
      ...refusal,
      match: { origin: 'graph', method: 'GET', path: registration, times: 0, after: reads - 1 },
    })
    await flow.answer({ kind: 'go' })
    expect((await flow.reach('failed')).error?.fix).toMatch(/^A certificate named “M365 Connector /)
    isReadable()
    await flow.answer({ kind: 'go' })
    expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done', error: null })
  }

  /** What the registration lists in the end, read by another app of the tenant. */
  async function listed(): Promise<{ secrets: number; certificates: number }> {
    flow.clock.advance(120_000)
    const { tenant } = flow
    const dispatcher = new Agent({ connect: { ca: tenant.caPem } })
    const send = async (
      method: 'GET' | 'POST',
      address: string,
      headers: Record<string, string>,
      text = '',
    ) => {
      const body = method === 'POST' ? { body: text } : {}
      const reply = await request(address, { dispatcher, method, headers, ...body })
      return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() }
    }
    const authorization = await bearer({
      simulator: tenant,
      send: (_method, address, text, headers = {}) => send('POST', address, headers, text),
    })
    const [contoso] = await answerTo(flow.engine.call('connectors.list', {}))
    const path = `/v1.0/applications(appId='${contoso?.clientId}')`
    const { text } = await send('GET', `${tenant.graphUrl}${path}`, { authorization })
    await dispatcher.destroy()
    const { passwordCredentials, keyCredentials } = JSON.parse(text)
    return { secrets: passwordCredentials.length, certificates: keyCredentials.length }
  }
})

test('a certificate is not lost with the old one when the list of them is late', async () => {
  flow.tenant.set({ entra: { consistency: 'none' } })
  await rotate('certificate')
  await flow.answer({ kind: 'go' })
  await flow.reach('done')
  flow.tenant.set({ entra: { consistency: 'bad' } })
  await rotate('certificate')
  await flow.answer({ kind: 'go' })
  expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done', error: null })
  expect(await signsIn()).toBe('pass')
})
