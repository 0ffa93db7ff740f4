import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInErrors } from '../../../electron/core/identity/signin-errors.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { checkAgainst, idsWith, makeSound, one } from './support.ts'

/** A refusal that names its number in the description alone. */
const bodyOf = (number: number, error: string) => ({ error, error_description: `AADSTS${number}: words` })

let tenant: Simulator

beforeAll(async () => {
  tenant = await startSimulator({ people: 30 })
})
beforeEach(() => makeSound(tenant))
afterEach(() => tenant.faults.clear())
afterAll(() => tenant.close())

describe('sign-in', () => {
  /** With the right clock of this test their other cause is named; see below for the wrong one. */
  const aboutTime = [500133, 700024]
  const refusals = signInErrors.filter(
    ({ step, number }) => step !== 'service' && !aboutTime.includes(number),
  )

  test.each(refusals.map(entry => [entry.number, entry.step, entry] as const))(
    'refused with AADSTS%i goes back to the step %s',
    async (number, step, { message, fix }) => {
      tenant.set({ refuse: number })
      const checks = await checkAgainst(tenant)
      const token = one(checks, 'token')
      expect(token).toMatchObject({ status: 'fail', step, summary: message, fix })
      expect(token.evidence).toContain(`AADSTS${number}`)
      expect(token.evidence).toMatch(/correlation id [0-9a-f-]{36}, trace id/)
      expect(idsWith(checks, 'skip')).toContain('data.users')
    },
  )

  test('refused with a number nobody knows still says where to look it up', async () => {
    tenant.set({ refuse: 999_999 })
    const token = one(await checkAgainst(tenant), 'token')
    expect(token).toMatchObject({ status: 'fail' })
    expect(token.evidence + token.fix).toContain('error?code=999999')
  })

  test.each([
    ['a wrong secret', { secret: 'xyz8Q~wrongwrongwrongwrongwrongwrong1' }, 'secret'],
    ['an unknown client', { connector: { clientId: '11111111-2222-4333-8444-555555555555' } }, 'clientId'],
  ])('with %s fails at its step', async (_what, wishes, step) => {
    expect(one(await checkAgainst(tenant, wishes), 'token')).toMatchObject({ status: 'fail', step })
  })

  test('with an expired secret says so twice: at sign-in and by its date', async () => {
    tenant.set({ registration: { secretEnds: '2020-01-01T00:00:00Z' } })
    const checks = await checkAgainst(tenant, { connector: { secretExpiresOn: '2020-01-01' } })
    expect(one(checks, 'token')).toMatchObject({ status: 'fail', step: 'secret' })
    expect(one(checks, 'credential.expiry')).toMatchObject({
      status: 'fail',
      summary: expect.stringContaining('2020-01-01'),
    })
  })

  test.each([
    [20, '20 minutes behind Microsoft’s'],
    [-80, '1 hour ahead of Microsoft’s'],
  ])('with a certificate while Microsoft’s clock is %i minutes ahead says so', async (minutes, words) => {
    const elsewhere = await startSimulator({ people: 1, now: () => Date.now() + minutes * 60_000 })
    const [key = '', certificate = ''] = elsewhere.certificate.pem.split(/(?=-----BEGIN CERTIFICATE)/)
    const connector = { credential: 'certificate', certificate } as const
    const checks = await checkAgainst(elsewhere, { connector, secret: key })
    await elsewhere.close()
    const token = one(checks, 'token')
    expect(token).toMatchObject({ status: 'fail', step: 'network' })
    expect(token.summary).toBe(
      `The clock of this computer is ${words}, so that the signed proof of the certificate is refused.`,
    )
    expect(token.evidence).toContain('AADSTS700024')
  })

  test.each([
    [{ kind: 'status', status: 401, headers: { 'content-type': 'text/html' }, body: '<html>' }, 'network'],
    [{ kind: 'status', status: 407, body: {} }, 'network'],
    [{ kind: 'html' }, 'network'],
    [{ kind: 'status', status: 400, body: bodyOf(53_003, 'interaction_required') }, 'conditionalAccess'],
    [{ kind: 'status', status: 401, body: bodyOf(7_000_222, 'invalid_client') }, 'secret'],
    [{ kind: 'status', status: 400, body: { error: 'interaction_required' } }, 'conditionalAccess'],
  ] as const)('answered with %j leads to %s', async (fault, step) => {
    tenant.faults.add({ ...fault, match: { path: '/oauth2/', times: 0 } })
    expect(one(await checkAgainst(tenant), 'token')).toMatchObject({ status: 'fail', step })
  })

  test('at a disabled app names the enterprise application', async () => {
    tenant.set({ registration: { accountEnabled: false } })
    expect(one(await checkAgainst(tenant), 'token')).toMatchObject({ status: 'fail', step: 'enterpriseApp' })
  })
})

describe('a tenant', () => {
  test.each(['aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee', 'nobody.example'])(
    '%s that does not exist is noticed before sign-in',
    async tenantId => {
      const checks = await checkAgainst(tenant, { connector: { tenantId } })
      expect(one(checks, 'tenant.exists')).toMatchObject({ status: 'fail', step: 'tenant' })
      expect(one(checks, 'token')).toMatchObject({
        status: 'skip',
        summary: expect.stringContaining('tenant'),
      })
      expect(tenant.requests.filter(({ path }) => path.includes('/oauth2/'))).toEqual([])
    },
  )

  test('of another cloud is told by what it says itself', async () => {
    tenant.faults.add({
      kind: 'status',
      status: 200,
      body: { issuer: `${tenant.loginUrl}/${tenant.tenantId}/v2.0`, msgraph_host: 'graph.microsoft.us' },
      match: { path: 'openid-configuration' },
    })
    const checks = await checkAgainst(tenant, { cloud: { name: 'global', title: 'Global (also GCC)' } })
    expect(one(checks, 'tenant.cloud')).toMatchObject({
      status: 'fail',
      step: 'cloud',
      summary: expect.stringContaining('US Government L4'),
      fix: expect.stringContaining('usgov'),
    })
    expect(one(checks, 'token')).toMatchObject({ status: 'skip' })
  })

  test('that cannot be reached is a matter of the network', async () => {
    const elsewhere = await startSimulator({ people: 1 })
    const gone = { ...elsewhere }
    await elsewhere.close()
    const checks = await checkAgainst(gone)
    expect(one(checks, 'tenant.exists')).toMatchObject({ status: 'fail', step: 'network' })
    expect(idsWith(checks, 'fail')).toEqual(['tenant.exists'])
  })

  test('whose sign-in host answers with a web page is a matter of the network, too', async () => {
    tenant.faults.add({ kind: 'html', match: { path: 'openid-configuration', times: 0 } })
    expect(one(await checkAgainst(tenant), 'tenant.exists')).toMatchObject({
      status: 'fail',
      step: 'network',
    })
  })
})
