import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import type { WriteResult } from '../../../electron/core/graph/write.ts'
import { retryNewCredential } from '../../../electron/core/setup/registration/credentials/rotation.ts'
import { readFacts } from '../../../electron/core/setup/registration/facts.ts'
import { patienceFor, shorterLife } from '../../../electron/core/setup/registration/patience.ts'
import { planCreate } from '../../../electron/core/setup/registration/plan.ts'
import { allowedCredential, readRules } from '../../../electron/core/setup/registration/policies.ts'
import { readFoundApplication, readPermissionIds } from '../../../electron/core/setup/registration/read.ts'
import { repairFor } from '../../../electron/core/setup/registration/repairs.ts'

const graphAppId = '00000003-0000-0000-c000-000000000000'
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10'
const developer = 'cf1c38e5-3621-4004-a7cb-879624dced7c'
const error = new AppError('forbidden', 'No.', { fix: '' })
const refused = (status: number, codes: string[] = [], message = ''): WriteResult => ({
  ...{ kind: 'refused', status, codes, message, error, retryAfterMs: null },
})
const ids = readPermissionIds({
  appRoles: [{ id: 'role-of-this-tenant', value: 'User.Read.All' }],
  oauth2PermissionScopes: [],
})

describe('patience with a call', () => {
  const wait = (result: WriteResult, count = 1, sinceMs = 0, isRepeatable = true) =>
    patienceFor(result, { count, sinceMs }, isRepeatable)?.waitMs ?? null

  test('lasts three minutes for what was just created, one for what may be a lack of rights', () => {
    const young = refused(404, ['Request_ResourceNotFound'])
    expect([1, 2, 3, 4, 5, 6].map(count => wait(young, count))).toEqual([
      2_000, 3_000, 5_000, 5_000, 10_000, 10_000,
    ])
    expect(wait(young, 20, 175_000)).toBeNull()
    expect(wait(refused(400, ['Request_BadRequest', 'NoBackingApplicationObject']))).toBe(2_000)
    expect(wait(refused(409, ['Directory_ConcurrencyViolation']))).toBe(2_000)
    const foreign = refused(403, ['Authorization_RequestDenied'], 'must in the local tenant')
    expect([wait(foreign), wait(foreign, 9, 55_000)]).toEqual([2_000, null])
  })

  test('lasts half a minute for a certificate that Microsoft’s clock has not reached, or does not know', () => {
    const dates = refused(400, ['KeyCredentialsInvalidEndDate'], 'Key credential end date is invalid.')
    const older = refused(400, ['Request_BadRequest'], 'Key credential end date is invalid.')
    const proof = refused(401, ['Authentication_MissingOrMalformed'])
    for (const young of [dates, older, proof]) {
      expect([wait(young), wait(young, 5, 15_000), wait(young, 6, 25_000)]).toEqual([2_000, 10_000, null])
    }
    const says = patienceFor(dates, { count: 1, sinceMs: 0 }, true)?.reason
    expect(says).toBe('The certificate is not valid yet by Microsoft’s clock.')
  })

  test.each([
    ['AADSTS7000215', {}, 10_000],
    ['AADSTS700027', {}, 10_000],
    ['', { graphCode: 'Authorization_IdentityNotFound' }, 10_000],
    ['AADSTS53003', {}, null],
    ['AADSTS700024', {}, null],
    ['', { graphCode: 'InvalidAuthenticationToken' }, null],
  ])('a new credential refused with %s %j is tried again only where that helps', (aadsts, more, waitMs) => {
    const fault = new AppError('signInRefused', 'No.', { fix: '', detail: { aadsts, ...more } })
    expect(retryNewCredential(fault, 0)).toBe(waitMs)
    expect(retryNewCredential(fault, 295_000)).toBeNull()
  })

  test('keeps to the time that the service asks for, within limits', () => {
    const throttled = { ...refused(429), retryAfterMs: 7_000 } as WriteResult
    expect(wait(throttled)).toBe(7_000)
    expect(wait({ ...refused(429), retryAfterMs: 600_000 } as WriteResult)).toBeNull()
    expect(wait(throttled, 6)).toBeNull()
  })

  test('never repeats blindly what could be done twice', () => {
    const broken: WriteResult = { kind: 'broken', error }
    expect([wait(broken), wait(broken, 1, 0, false)]).toEqual([2_000, null])
    expect(wait(refused(500), 1, 0, false)).toBeNull()
    expect(wait(refused(403, ['Authorization_RequestDenied']))).toBeNull()
  })

  test('shortens the life of a credential down to a week', () => {
    expect([730, 365, 180, 90, 30, 7].map(shorterLife)).toEqual([365, 180, 90, 30, 7, null])
  })
})

describe('a policy about credentials', () => {
  const rule = (restrictionType: string, more: object = {}) => ({
    restrictionType,
    state: 'enabled',
    ...more,
  })
  const policy = {
    ...{ id: 'p', displayName: 'Certificates', isEnabled: true },
    restrictions: {
      passwordCredentials: [rule('passwordLifetime', { maxLifetime: 'P366DT0H0M0S' })],
      keyCredentials: [
        rule('trustedCertificateAuthority', { restrictForAppsCreatedAfterDateTime: '2026-01-01T00:00:00Z' }),
        rule('asymmetricKeyLifetime', { maxLifetime: 'P30D' }),
        rule('asymmetricKeyLifetime', { maxLifetime: 'P5D', state: 'disabled' }),
      ],
    },
  }

  test('holds for apps that were registered after its date, and for those yet to be', () => {
    const old = readRules(policy, true, '2025-06-01T00:00:00Z')
    expect(old).toEqual({
      ...{ secretsAllowed: true, maxSecretDays: 366, maxCertificateDays: 30, madeCertificatesAllowed: true },
      policy: { id: 'p', name: 'Certificates', ofApp: true },
    })
    expect(readRules(policy, true, '2026-06-01T00:00:00Z').madeCertificatesAllowed).toBe(false)
    expect(readRules(policy, true, null).madeCertificatesAllowed).toBe(false)
    expect(readRules({ ...policy, isEnabled: false }, true, null).maxSecretDays).toBeNull()
    expect(readRules(undefined, false, null)).toMatchObject({ secretsAllowed: null, policy: null })
    expect(allowedCredential({ kind: 'certificate', days: 90 }, old)).toEqual({
      kind: 'certificate',
      days: 30,
    })
  })
})

describe('what is known of a person', () => {
  test('is unknown where nothing could be read', () => {
    expect(readFacts({ tokenRoles: null })).toEqual({
      ...{ roles: null, usersCanRegister: null, mayRegister: 'unknown', mayConsent: 'unknown' },
      ...{ secretsAllowed: null, maxSecretDays: null, maxCertificateDays: null },
      ...{ madeCertificatesAllowed: null, policy: null },
    })
  })

  test('comes from the roles, or from the token where Graph does not say which they are', () => {
    const nameless = { value: [{ roleTemplateId: null }] }
    expect(readFacts({ roles: nameless, tokenRoles: [globalAdministrator] })).toMatchObject({
      ...{
        roles: [{ name: 'Global Administrator', state: 'active' }],
        mayConsent: 'yes',
        mayRegister: 'yes',
      },
    })
    expect(readFacts({ roles: { value: [{ roleTemplateId: developer }] }, tokenRoles: null })).toMatchObject({
      ...{ mayRegister: 'yes', mayConsent: 'no' },
    })
  })

  test('says no to registering only when both role and setting say so', () => {
    const authorization = { defaultUserRolePermissions: { allowedToCreateApps: false } }
    expect(readFacts({ roles: { value: [] }, tokenRoles: null }).mayRegister).toBe('unknown')
    expect(readFacts({ roles: { value: [] }, tokenRoles: null, authorization }).mayRegister).toBe('no')
    expect(readFacts({ tokenRoles: null, authorization }).mayRegister).toBe('unknown')
  })

  test.each([
    ['P90D', 90],
    ['P1Y', 365],
    ['P6M', 180],
    ['PT1H', null],
  ])('includes how long a secret may live: %s', (maxLifetime, days) => {
    const rule = { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime }
    const policy = { isEnabled: true, applicationRestrictions: { passwordCredentials: [rule] } }
    const facts = readFacts({ tokenRoles: null, credentialPolicy: policy })
    expect([facts.secretsAllowed, facts.maxSecretDays]).toEqual([true, days])
    const off = readFacts({ tokenRoles: null, credentialPolicy: { ...policy, isEnabled: false } })
    expect(off.maxSecretDays).toBeNull()
  })
})

describe('the plan', () => {
  const credential = { kind: 'secret', name: 'M365 Connector', endsAt: Date.parse('2027-05-28') } as const
  const wish = { appName: 'M365 Connector', run: 'run-1', roles: ['User.Read.All'], credential }
  const application = readFoundApplication({
    ...{ id: 'object-1', appId: 'client-1', signInAudience: 'AzureADMyOrg', isFallbackPublicClient: false },
    web: { redirectUris: ['http://localhost', 'https://portal.example'] },
    requiredResourceAccess: [
      {
        resourceAppId: 'c5393580-f805-4401-95e8-94b7a6ef2fc2',
        resourceAccess: [{ id: 'other', type: 'Role' }],
      },
      { resourceAppId: graphAppId, resourceAccess: [{ id: 'role-of-this-tenant', type: 'Role' }] },
    ],
  })

  test('asks for permissions by the ids of this tenant, and says which accounts', () => {
    const [register] = planCreate(wish, null, ids)
    expect(register?.body).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      requiredResourceAccess: [
        { resourceAppId: graphAppId, resourceAccess: [{ type: 'Scope' }, { id: 'role-of-this-tenant' }] },
      ],
    })
  })

  test('makes only what is missing, and leaves what belongs to others', () => {
    if (application === null) throw new Error('It cannot be read.')
    const found = { application, principal: { id: 'principal-1', accountEnabled: true } }
    const steps = planCreate(wish, found, ids)
    expect(steps.map(({ kind }) => kind)).toEqual(['repair', 'secret'])
    const { patch, changes } = repairFor(application, { offlineAccess: true }, ids)
    expect(changes).toEqual(['asks for offline_access'])
    expect(patch['requiredResourceAccess']).toHaveLength(2)
    expect(repairFor(application, { redirect: true, audience: true, excess: false }, ids).patch).toEqual({})
    expect(planCreate(wish, { application, principal: null }, ids).map(({ kind }) => kind)).toEqual([
      ...['repair', 'principal', 'secret'],
    ])
  })
})
