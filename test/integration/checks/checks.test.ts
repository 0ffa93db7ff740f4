import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checklistSteps } from '../../../electron/contract/setup/checks.ts'
import { plannedChecks } from '../../../electron/core/setup/checks/index.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { checkAgainst, checkUntil, idsWith, makeSound, one, type Wishes } from './support.ts'

let tenant: Simulator

beforeAll(async () => {
  tenant = await startSimulator({ people: 30 })
})
beforeEach(() => makeSound(tenant))
afterEach(() => tenant.faults.clear())
afterAll(() => tenant.close())

describe('a tenant that is set up right', () => {
  test('passes every check, in the order of the checklist', async () => {
    const checks = await checkAgainst(tenant)
    expect(checks.filter(({ status }) => status !== 'pass')).toEqual([])
    expect(checks.map(({ id }) => id)).toEqual([
      'values.tenant',
      'values.client',
      'values.credential',
      'tenant.exists',
      'tenant.cloud',
      'token',
      'tenant.match',
      'enterpriseApp',
      'consent',
      'data.organization',
      'data.licenses',
      'data.users',
      'data.renewals',
      'data.usage',
      'data.signIns',
      'data.registration',
      'names',
      'permissions.excess',
      'registration.audience',
      'registration.redirect',
      'registration.offlineAccess',
      'registration.userRead',
      'registration.publicClient',
      'registration.requested',
      'credential.expiry',
    ])
  })

  test('passes although a service refuses once what it then gives', async () => {
    const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'
    tenant.faults.add({ kind: 'status', status: 403, code, match: { path: 'signInActivity' } })
    tenant.faults.add({ kind: 'status', status: 503, match: { path: 'openid-configuration' } })
    tenant.faults.add({ kind: 'status', status: 403, match: { path: 'directory/subscriptions' } })
    const checks = await checkAgainst(tenant)
    expect(checks.filter(({ status }) => status !== 'pass')).toEqual([])
  })

  test('passes the checks that were announced beforehand', async () => {
    const announced = (await checkAgainst(tenant)).map(({ id, title }) => ({ id, title }))
    expect(plannedChecks()).toEqual(announced)
  })

  test('passes with the narrow permissions and by its domain name, too', async () => {
    const narrow = [
      'Organization.Read.All',
      'User.Read.All',
      'Reports.Read.All',
      'AuditLog.Read.All',
      'ReportSettings.Read.All',
      'Application.Read.All',
    ]
    tenant.set({ grantedRoles: narrow, registration: { requestedRoles: narrow } })
    const checks = await checkAgainst(tenant, { connector: { tenantId: tenant.domain } })
    expect(idsWith(checks, 'pass')).toHaveLength(checks.length)
    expect(one(checks, 'tenant.match').evidence).toContain(tenant.tenantId)
  })

  test('passes with a certificate, whose own end counts', async () => {
    const { chosen } = inspectCertificate(tenant.certificate.pem)
    const checks = await checkAgainst(tenant, {
      connector: { credential: 'certificate', certificate: chosen?.certificate ?? null },
      secret: chosen?.privateKey?.reveal() ?? null,
    })
    expect(idsWith(checks, 'fail')).toEqual([])
    expect(one(checks, 'credential.expiry')).toMatchObject({
      step: 'certificate',
      evidence: expect.stringContaining(`${tenant.certificate.thumbprint}, which the registration lists`),
    })
  })

  test('is asked little: nothing twice, one row each, no report is followed by another', async () => {
    await checkAgainst(tenant)
    const asked = tenant.requests.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked.length).toBeLessThanOrEqual(15)
  })

  test('tells nothing secret or personal', async () => {
    const text = JSON.stringify(await checkAgainst(tenant))
    expect(text).not.toContain(tenant.clientSecret.slice(3))
    expect(text).not.toContain('eyJ')
    expect(text).not.toContain('@')
  })

  test('is left in peace when nobody listens any more', async () => {
    const checks = await checkUntil(tenant, 'consent')
    expect(checks.at(-1)?.id).toBe('consent')
  })
})

describe('values that cannot be right are found without any call', () => {
  test.each<[string, () => Wishes, string, string]>([
    ['a malformed tenant ID', () => ({ connector: { tenantId: 'contoso' } }), 'values.tenant', 'tenant'],
    ['a malformed client ID', () => ({ connector: { clientId: '123' } }), 'values.client', 'clientId'],
    ['the Secret ID as the secret', () => ({ secret: tenant.secretId }), 'values.credential', 'secret'],
    ['an empty keychain', () => ({ secret: null }), 'values.credential', 'secret'],
  ])('%s', async (_what, wishes, id, step) => {
    const checks = await checkAgainst(tenant, wishes())
    expect(one(checks, id)).toMatchObject({ status: 'fail', step })
    expect(one(checks, id).fix).not.toBe('')
    expect(one(checks, 'token')).toMatchObject({ status: 'skip' })
    expect(one(checks, 'data.users')).toMatchObject({ status: 'skip' })
    expect(tenant.requests.filter(({ path }) => path.includes('/oauth2/'))).toEqual([])
  })
})

describe('what lies outside the admin’s setup', () => {
  test('concealed names are told with the way to the setting', async () => {
    tenant.set({ concealNames: true })
    const checks = await checkAgainst(tenant)
    expect(one(checks, 'names')).toMatchObject({
      status: 'warn',
      step: 'reportSettings',
      fix: expect.stringContaining('Org settings, Services, Reports'),
    })
    expect(idsWith(checks, 'warn')).toEqual(['names'])
  })

  test('a tenant without Entra ID P1 is no fault', async () => {
    tenant.set({ premium: false })
    const checks = await checkAgainst(tenant)
    expect(one(checks, 'data.signIns')).toMatchObject({
      status: 'skip',
      summary: expect.stringContaining('P1'),
    })
    expect(idsWith(checks, 'fail')).toEqual([])
  })

  test('a cloud without usage reports is no fault, and is not asked for them', async () => {
    const checks = await checkAgainst(tenant, { cloud: { hasUsageReports: false } })
    for (const id of ['data.usage', 'names']) {
      expect(one(checks, id)).toMatchObject({
        status: 'skip',
        summary: expect.stringContaining('no usage reports'),
      })
    }
    expect(tenant.requests.filter(({ path }) => /reports/i.test(path))).toEqual([])
  })

  test('a service that is down for one call leaves the other checks', async () => {
    tenant.faults.add({ kind: 'status', status: 500, match: { path: 'subscribedSkus', times: 0 } })
    const checks = await checkAgainst(tenant)
    expect(one(checks, 'data.licenses')).toMatchObject({ status: 'fail', step: 'service' })
    expect(idsWith(checks, 'fail')).toEqual(['data.licenses'])
  })

  test('a call that never ends is given up', async () => {
    tenant.faults.add({ kind: 'hang', match: { path: 'directory/subscriptions', times: 0 } })
    expect(one(await checkAgainst(tenant, { limitMs: 2_000 }), 'data.renewals')).toMatchObject({
      status: 'warn',
      step: 'network',
    })
  })
})

test('cancelling ends the checks at once', async () => {
  const stop = new AbortController()
  tenant.faults.add({ kind: 'hang', match: { path: 'openid-configuration', times: 0 } })
  setTimeout(() => stop.abort(), 50)
  await expect(checkAgainst(tenant, { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' })
})

test('every check points to a step of the checklist', async () => {
  for (const { step } of await checkAgainst(tenant)) expect(checklistSteps).toContain(step)
})
