import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { checkAgainst, idsWith, makeSound, one } from './support.ts'

const dayMs = 86_400_000

let tenant: Simulator

beforeAll(async () => {
  tenant = await startSimulator({ people: 30 })
})
beforeEach(() => makeSound(tenant))
afterEach(() => tenant.faults.clear())
afterAll(() => tenant.close())

describe('the registration', () => {
  test.each([
    ['registration.audience', 'register', { signInAudience: 'AzureADMultipleOrgs' }, 'AzureADMultipleOrgs'],
    ['registration.redirect', 'redirect', { redirectUris: [] }, 'no redirect URI'],
    ['registration.redirect', 'redirect', { redirectUris: ['https://localhost/x'] }, 'https://localhost/x'],
    [
      'registration.redirect',
      'redirect',
      { redirectUris: [], publicRedirectUris: ['http://localhost'] },
      'http://localhost',
    ],
    ['registration.offlineAccess', 'permissions', { delegatedScopes: [] }, ''],
    [
      'registration.userRead',
      'permissions',
      { delegatedScopes: ['offline_access', 'User.Read'] },
      'User.Read',
    ],
    ['registration.publicClient', 'register', { allowPublicClientFlows: true }, 'true'],
  ])('%s is checked from itself', async (id, step, registration, evidence) => {
    tenant.set({ registration })
    const checks = await checkAgainst(tenant)
    expect(one(checks, id)).toMatchObject({
      status: 'warn',
      step,
      evidence: expect.stringContaining(evidence),
    })
    expect(one(checks, id).fix).not.toBe('')
    expect(idsWith(checks, 'warn')).toEqual([id])
  })

  test('with a port or path after localhost is right', async () => {
    tenant.set({ registration: { redirectUris: ['http://localhost:8400/consent'] } })
    expect(one(await checkAgainst(tenant), 'registration.redirect')).toMatchObject({ status: 'pass' })
  })

  test('of which granted permissions were taken off the list is warned about', async () => {
    tenant.set({ registration: { requestedRoles: ['Directory.Read.All'] } })
    expect(one(await checkAgainst(tenant), 'registration.requested')).toMatchObject({
      status: 'warn',
      step: 'permissions',
      summary: expect.stringContaining('no longer in the list'),
    })
  })
})

describe('the secret', () => {
  test.each([
    [200, 'pass', ''],
    [29, 'warn', 'in 29 days'],
    [13, 'warn', 'in 13 days'],
    [6, 'warn', 'in 6 days'],
    [1, 'warn', 'in 1 day'],
    [0, 'warn', 'within a day'],
  ])('with %i days left is a %s', async (days, status, words) => {
    tenant.set({
      registration: { secretEnds: new Date(Date.now() + days * dayMs + dayMs / 2).toISOString() },
    })
    const check = one(await checkAgainst(tenant), 'credential.expiry')
    expect(check).toMatchObject({ status, step: 'secret', summary: expect.stringContaining(words) })
    expect(check.evidence).toContain(tenant.clientSecret.slice(0, 3))
  })
})
