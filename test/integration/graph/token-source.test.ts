import { X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { defaultRetryLimits } from '../../../electron/core/graph/limits.ts'
import { readOpenIdConfiguration } from '../../../electron/core/identity/openid-configuration.ts'
import { Secret } from '../../../electron/core/secret.ts'
import type { HttpClient } from '../../../electron/platform/http/index.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { createHastenedClock } from '../../support/hastened-clock.ts'
import { createJumpingClock } from '../../support/jumping-clock.ts'
import { makeCertificate } from '../../support/make-certificate.ts'
import { failureOf } from '../http/support.ts'
import { httpTo, tokensFor } from './support.ts'

let simulator: Simulator
let http: HttpClient
const { signal } = new AbortController()

beforeAll(async () => {
  simulator = await startSimulator({ people: 20 })
  http = httpTo(simulator)
})
afterAll(async () => {
  await http.close()
  await simulator.close()
})
afterEach(() => {
  simulator.faults.clear()
  simulator.set({ refuse: null, tokenLifetimeSeconds: 3_599 })
  simulator.clearRequests()
})

const secret = (text: string) => ({ kind: 'secret' as const, secret: new Secret(text) })
const tokenRequests = () => simulator.requests.filter(({ path }) => path.includes('/oauth2/v2.0/token'))

describe('a token', () => {
  test('comes for a secret, with roles and tenant, in a single request', async () => {
    const { tokens, log } = tokensFor(simulator, http)
    const token = await tokens.token({ fresh: false }, signal)
    expect(token.roles).toContain('Directory.Read.All')
    expect(token.tenantId).toBe(simulator.tenantId)
    expect(token.expiresAt).toBeGreaterThan(Date.now() + 3_000_000)
    expect(simulator.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      `POST /${simulator.tenantId}/oauth2/v2.0/token`,
    ])
    expect(JSON.stringify(log.lines) + JSON.stringify(token)).not.toContain(token.text.reveal())
  })

  test('comes for a domain name, and for a secret with characters that forms must encode', async () => {
    const { tokens } = tokensFor(simulator, http, { tenantId: simulator.domain })
    expect((await tokens.token({ fresh: false }, signal)).tenantId).toBe(simulator.tenantId)
  })

  test('comes for a certificate', async () => {
    const { pem } = simulator.certificate
    const [certificate = ''] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem) ?? []
    const [key = ''] = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/.exec(pem) ?? []
    expect(new X509Certificate(certificate).subject).toContain('CN=')
    const { tokens } = tokensFor(simulator, http, {
      credential: { kind: 'certificate', certificate, privateKey: new Secret(key) },
    })
    expect((await tokens.token({ fresh: false }, signal)).tenantId).toBe(simulator.tenantId)
  })

  test('is kept, renewed shortly before its end, and anew when asked for', async () => {
    const clock = createJumpingClock(Date.now())
    const { tokens } = tokensFor(simulator, http, { clock })
    const first = await tokens.token({ fresh: false }, signal)
    clock.advance(3_200_000)
    expect((await tokens.token({ fresh: false }, signal)).text).toBe(first.text)
    clock.advance(120_000)
    const second = await tokens.token({ fresh: false }, signal)
    expect(second.text).not.toBe(first.text)
    expect((await tokens.token({ fresh: true }, signal)).text).not.toBe(second.text)
    expect(tokenRequests()).toHaveLength(3)
  })

  test('is asked for once by many at the same time', async () => {
    const { tokens } = tokensFor(simulator, http)
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.token({ fresh: true }, signal)))
    expect(new Set(all.map(({ text }) => text)).size).toBe(1)
    expect(tokenRequests()).toHaveLength(1)
  })

  test('brings roles granted since only when it is made anew', async () => {
    const { tokens } = tokensFor(simulator, http)
    simulator.set({ grantedRoles: [] })
    expect((await tokens.token({ fresh: false }, signal)).roles).toEqual([])
    simulator.set({ grantedRoles: ['User.Read.All'] })
    expect((await tokens.token({ fresh: false }, signal)).roles).toEqual([])
    expect((await tokens.token({ fresh: true }, signal)).roles).toEqual(['User.Read.All'])
    simulator.set({ grantedRoles: ['Directory.Read.All'] })
  })
})

describe('a refusal', () => {
  test.each([
    ['a wrong secret', () => ({ credential: secret('wrong') }), 'signInRefused', 'secret', 'AADSTS7000215'],
    [
      'an expired secret',
      () => ({ credential: secret(simulator.expiredSecret) }),
      'secretExpired',
      'secret',
      'AADSTS7000222',
    ],
    [
      'an unknown client',
      () => ({ clientId: '11111111-1111-4111-8111-111111111111' }),
      'signInRefused',
      'clientId',
      'AADSTS700016',
    ],
    [
      'an unknown tenant',
      () => ({ tenantId: '22222222-2222-4222-8222-222222222222' }),
      'signInRefused',
      'tenant',
      'AADSTS900021',
    ],
    ['an unknown domain', () => ({ tenantId: 'nowhere.example' }), 'signInRefused', 'tenant', 'AADSTS90002'],
  ])('%s names step and fix, and is not tried again', async (_what, wishes, code, step, aadsts) => {
    const { tokens } = tokensFor(simulator, http, wishes())
    const failure = await failureOf(() => tokens.token({ fresh: false }, signal))
    expect(failure).toMatchObject({ code, step, detail: { aadsts } })
    expect(failure.detail['correlationId']).toMatch(/^[0-9a-f-]{36}$/)
    expect(failure.detail['traceId']).toMatch(/^[0-9a-f-]{36}$/)
    expect(failure.detail['timestamp']).toMatch(/^\d{4}-/)
    expect(tokenRequests()).toHaveLength(1)
  })

  test('a certificate of somebody else', async () => {
    const { certificate, key } = await makeCertificate()
    const { tokens } = tokensFor(simulator, http, {
      credential: { kind: 'certificate', certificate, privateKey: new Secret(key) },
    })
    const failure = await failureOf(() => tokens.token({ fresh: false }, signal))
    expect(failure).toMatchObject({ step: 'certificate', detail: { aadsts: 'AADSTS700027' } })
  })

  test('a certificate or secret that cannot even be used is said so without a request', async () => {
    const broken = { kind: 'certificate' as const, certificate: 'none', privateKey: new Secret('none') }
    const first = tokensFor(simulator, http, { credential: broken }).tokens
    expect(await failureOf(() => first.token({ fresh: false }, signal))).toMatchObject({
      step: 'certificate',
    })
    const second = tokensFor(simulator, http, { credential: secret('') }).tokens
    expect(await failureOf(() => second.token({ fresh: false }, signal))).toMatchObject({
      code: 'secretMissing',
    })
    expect(simulator.requests).toHaveLength(0)
  })

  test.each([
    [400, 'invalid_grant', 5000225, 'tenant'],
    [400, 'interaction_required', 5000225, 'tenant'],
    [400, 'invalid_grant', 5000224, 'tenant'],
    [400, 'invalid_resource', 500014, 'enterpriseApp'],
    [401, 'invalid_client', 500014, 'enterpriseApp'],
    [200, 'invalid_client', 500014, 'enterpriseApp'],
  ])('%i %s AADSTS%i is read for what it is, in one request', async (status, error, number, step) => {
    const body = {
      error,
      error_description: `AADSTS${number}: Ask whoever looks after the tenant.`,
      error_codes: [number],
      correlation_id: '0aa81f11-0000-4000-8000-000000000002',
    }
    simulator.faults.add({ kind: 'status', status, body, match: { origin: 'login', times: 0 } })
    const { tokens } = tokensFor(simulator, http)
    const failure = await failureOf(() => tokens.token({ fresh: false }, signal))
    expect(failure).toMatchObject({ code: 'signInRefused', step })
    expect(failure.detail).toMatchObject({ aadsts: `AADSTS${number}`, correlationId: body.correlation_id })
    expect(tokenRequests()).toHaveLength(1)
  })

  test.each([53003, 7000112, 7000229, 500011, 7_999_999])('AADSTS%i', async number => {
    simulator.set({ refuse: number })
    const { tokens } = tokensFor(simulator, http)
    const failure = await failureOf(() => tokens.token({ fresh: false }, signal))
    expect(failure.detail).toMatchObject({ aadsts: `AADSTS${number}` })
    expect(tokenRequests()).toHaveLength(1)
  })
})

describe('faults that pass', () => {
  test('a service that is down for a moment is asked again', async () => {
    simulator.faults.add({ kind: 'status', status: 503, match: { origin: 'login' }, body: {} })
    simulator.faults.add({ kind: 'reset', afterBytes: 0, match: { origin: 'login' } })
    const { tokens } = tokensFor(simulator, http)
    expect((await tokens.token({ fresh: false }, signal)).roles).not.toBeNull()
    expect(tokenRequests().length).toBe(3)
  })

  test('one that stays down is given up on', async () => {
    simulator.set({ refuse: 90033 })
    const { tokens } = tokensFor(simulator, http, { clock: createHastenedClock() })
    const failure = await failureOf(() => tokens.token({ fresh: false }, signal))
    expect(failure).toMatchObject({ code: 'serviceUnavailable', step: 'service' })
    expect(failure.detail['attempts']).toBe(String(defaultRetryLimits.putOffAttempts))
  })

  test('Retry-After is kept, and an hour of it ends the attempt with the time to come back', async () => {
    const clock = createJumpingClock(Date.now())
    simulator.faults.add({ kind: 'throttle', seconds: 30, match: { origin: 'login' } })
    const { tokens } = tokensFor(simulator, http, { clock })
    await tokens.token({ fresh: false }, signal)
    expect(clock.slept[0]).toBeGreaterThanOrEqual(30_000)
    simulator.faults.add({ kind: 'throttle', seconds: 3_600, match: { origin: 'login' } })
    const failure = await failureOf(() => tokens.token({ fresh: true }, signal))
    expect(failure.code).toBe('throttled')
    expect(failure.retryAt).toBeGreaterThanOrEqual(clock.now() + 3_599_000)
  })

  test.each([
    [429, 'throttled', 'service'],
    [503, 'serviceUnavailable', 'service'],
    [302, 'invalidAnswer', 'network'],
  ])(
    'status %i without a body is read for what it is, and no proxy is blamed',
    async (status, code, step) => {
      const take = simulator.feed({ origin: 'login', path: /\/token/ }, { status })
      const { tokens } = tokensFor(simulator, http, { clock: createHastenedClock() })
      const failure = await failureOf(() => tokens.token({ fresh: false }, signal))
      take()
      expect(failure).toMatchObject({ code, step, detail: { status: String(status) } })
    },
  )

  test('a web page in place of a token is an invalid answer', async () => {
    simulator.faults.add({ kind: 'html', match: { origin: 'login', times: 0 } })
    const { tokens } = tokensFor(simulator, http)
    expect((await failureOf(() => tokens.token({ fresh: false }, signal))).code).toBe('invalidAnswer')
  })

  test('one caller can leave while another goes on waiting', async () => {
    const release = simulator.faults.add({ kind: 'held', match: { origin: 'login', path: '/token' } })
    const { tokens } = tokensFor(simulator, http)
    const leaving = new AbortController()
    const staying = tokens.token({ fresh: false }, signal)
    const left = failureOf(() => tokens.token({ fresh: false }, leaving.signal))
    await expect.poll(() => tokenRequests().length).toBe(1)
    leaving.abort()
    expect((await left).code).toBe('cancelled')
    release()
    expect((await staying).roles).not.toBeNull()
    expect(tokenRequests()).toHaveLength(1)
  })
})

describe('a tenant’s OpenID configuration', () => {
  test('gives the tenant’s GUID and Graph host, for a GUID and for a domain', async () => {
    const { cloud } = tokensFor(simulator, http)
    for (const tenant of [simulator.tenantId, simulator.domain]) {
      const found = await readOpenIdConfiguration(http, cloud, tenant, signal)
      expect(found.tenantId).toBe(simulator.tenantId)
      expect(found.region).not.toBeNull()
    }
  })

  test('an unknown tenant points to the tenant step', async () => {
    const { cloud } = tokensFor(simulator, http)
    const failure = await failureOf(() => readOpenIdConfiguration(http, cloud, 'nowhere.example', signal))
    expect(failure).toMatchObject({ code: 'signInRefused', step: 'tenant' })
  })
})
