import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { checkAgainst, everyRole, idsWith, makeSound, one } from './support.ts'

const dayMs = 86_400_000

let tenant: Simulator

beforeAll(async () => {
  tenant = await startSimulator({ people: 30 })
})
beforeEach(() => makeSound(tenant))
afterEach(() => tenant.faults.clear())
afterAll(() => tenant.close())

describe('a missing permission', () => {
  test.each([
    [
      'Directory.Read.All',
      ['data.licenses', 'data.users'],
      ['data.organization', 'data.renewals', 'data.registration'],
    ],
    ['Reports.Read.All', [], ['data.usage']],
    ['AuditLog.Read.All', [], ['data.signIns']],
    ['ReportSettings.Read.All', [], ['names']],
  ])('%s is found at its datasets, with the fix', async (missing, failing, warning) => {
    tenant.set({ grantedRoles: everyRole.filter(name => name !== missing) })
    const checks = await checkAgainst(tenant)
    expect(idsWith(checks, 'fail')).toEqual(failing)
    expect(idsWith(checks, 'warn')).toEqual(expect.arrayContaining(warning))
    for (const id of [...failing, ...warning]) {
      const check = one(checks, id)
      expect(check.summary).toContain('Not granted')
      expect(check.fix).toMatch(/Read\.All.*grant(ed)?.* consent|grant admin consent/)
      expect(check.evidence).toContain('403')
    }
  })

  test('that is in the list but was not consented to asks for consent only', async () => {
    tenant.set({
      grantedRoles: everyRole.filter(name => name !== 'Reports.Read.All'),
      registration: { requestedRoles: everyRole },
    })
    const checks = await checkAgainst(tenant)
    expect(one(checks, 'data.usage')).toMatchObject({
      step: 'consent',
      fix: expect.stringContaining('not consented'),
    })
    expect(one(checks, 'registration.requested')).toMatchObject({
      status: 'warn',
      summary: expect.stringContaining('Reports.Read.All is asked for but not granted'),
    })
  })

  test('that is not even in the list goes back to the permission step', async () => {
    const without = everyRole.filter(name => name !== 'Reports.Read.All')
    tenant.set({ grantedRoles: without, registration: { requestedRoles: without } })
    expect(one(await checkAgainst(tenant), 'data.usage')).toMatchObject({ step: 'permissions' })
  })

  test('for the self-check leaves the registration unjudged and the typed date in force', async () => {
    tenant.set({ grantedRoles: ['Organization.Read.All', 'User.Read.All', 'Reports.Read.All'] })
    const typed = new Date(Date.now() + 100 * dayMs).toISOString().slice(0, 10)
    const checks = await checkAgainst(tenant, { connector: { secretExpiresOn: typed } })
    expect(one(checks, 'data.registration')).toMatchObject({ status: 'warn' })
    expect(one(checks, 'registration.audience')).toMatchObject({
      status: 'skip',
      summary: expect.stringContaining('Application.Read.All'),
    })
    expect(one(checks, 'credential.expiry')).toMatchObject({
      status: 'pass',
      summary: expect.stringContaining(typed),
    })
  })

  test('at all is told as missing consent', async () => {
    tenant.set({ grantedRoles: [] })
    const checks = await checkAgainst(tenant)
    expect(one(checks, 'token')).toMatchObject({ status: 'pass' })
    expect(one(checks, 'consent')).toMatchObject({
      status: 'fail',
      step: 'consent',
      evidence: 'The token has no roles.',
    })
    expect(one(checks, 'tenant.match')).toMatchObject({
      status: 'pass',
      evidence: expect.stringContaining('token'),
    })
  })
})

describe('more than the app needs', () => {
  test('is named', async () => {
    tenant.set({ grantedRoles: [...everyRole, 'Group.Read.All'] })
    const check = one(await checkAgainst(tenant), 'permissions.excess')
    expect(check).toMatchObject({
      status: 'warn',
      step: 'permissions',
      summary: 'The app never needs Group.Read.All.',
    })
  })

  test('is not what alone opens the licenses; beside a broader one it is called covered', async () => {
    tenant.set({ grantedRoles: ['LicenseAssignment.Read.All', 'User.Read.All', 'Reports.Read.All'] })
    const checks = await checkAgainst(tenant)
    expect(one(checks, 'data.licenses')).toMatchObject({
      status: 'pass',
      evidence: 'The token has LicenseAssignment.Read.All.',
    })
    expect(one(checks, 'permissions.excess')).toMatchObject({ status: 'pass' })
    expect(one(checks, 'data.renewals').summary).toContain('Organization.Read.All')
    tenant.set({ grantedRoles: ['LicenseAssignment.Read.All', 'Organization.Read.All', 'User.Read.All'] })
    expect(one(await checkAgainst(tenant), 'permissions.excess')).toMatchObject({
      status: 'pass',
      evidence: expect.stringContaining('Organization.Read.All covers LicenseAssignment.Read.All already'),
    })
  })

  test('is removed only after what reads is granted, when it is the only way to some data', async () => {
    tenant.set({ grantedRoles: ['Directory.ReadWrite.All', 'Reports.Read.All'] })
    expect(one(await checkAgainst(tenant), 'permissions.excess').fix).toMatch(
      /^Soon: grant Directory.Read.All, which is enough, and then remove Directory.ReadWrite.All/,
    )
  })

  test('is named strongly when it can write', async () => {
    tenant.set({ grantedRoles: [...everyRole, 'Directory.ReadWrite.All', 'Mail.Read'] })
    const check = one(await checkAgainst(tenant), 'permissions.excess')
    expect(check.summary).toContain('Directory.ReadWrite.All and Mail.Read')
    expect(check.summary).toContain('change the tenant')
    expect(check.fix).toMatch(/^Soon: /)
  })
})

describe('a refusal that is no missing permission', () => {
  test('although the token has it means waiting for the consent to arrive', async () => {
    const match = { path: 'subscribedSkus', times: 0 }
    tenant.faults.add({ kind: 'status', status: 403, code: 'Authorization_RequestDenied', match })
    expect(one(await checkAgainst(tenant), 'data.licenses')).toMatchObject({
      status: 'fail',
      summary: expect.stringContaining('although Directory.Read.All is granted'),
      fix: expect.stringContaining('some minutes'),
    })
  })

  test('by Conditional Access is told as such', async () => {
    const match = { path: 'subscribedSkus', times: 0 }
    tenant.faults.add({ kind: 'status', status: 403, code: 'insufficient_claims', match })
    expect(one(await checkAgainst(tenant), 'data.licenses')).toMatchObject({ step: 'conditionalAccess' })
  })

  test('because the app was just created points to the enterprise application', async () => {
    const match = { path: 'v1.0/users', times: 0 }
    tenant.faults.add({ kind: 'status', status: 401, code: 'Authorization_IdentityNotFound', match })
    expect(one(await checkAgainst(tenant), 'data.users')).toMatchObject({
      status: 'fail',
      step: 'enterpriseApp',
    })
  })

  test('because the registration lies in another tenant says so', async () => {
    const match = { path: 'applications\\(', times: 0 }
    tenant.faults.add({ kind: 'status', status: 404, code: 'Request_ResourceNotFound', match })
    const checks = await checkAgainst(tenant)
    expect(one(checks, 'data.registration')).toMatchObject({
      status: 'warn',
      step: 'register',
      summary: expect.stringContaining('another tenant'),
    })
    expect(one(checks, 'registration.redirect')).toMatchObject({ status: 'skip' })
  })
})
