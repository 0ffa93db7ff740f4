import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openLoopback } from '../../../electron/platform/loopback/listener.ts'
import { playAdmin, type WalkEnd } from '../../support/setup/simulated-admin.ts'
import { body, type Client, form, graphErrorOf, type Reply, startClient } from './client.ts'

const graphTools = '14d82eec-204b-4c2f-b7e8-296a70dab67e'
const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
const graphAppId = '00000003-0000-0000-c000-000000000000'
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }
const usual = {
  ...{ national: false, forbiddenAudiences: [], serviceReferenceDemanded: false },
  ...{ usersCanRegister: true, secretsForbidden: false, maxSecretDays: null, quotaReached: false },
  ...{ signInError: null, toolConsents: [], consistency: 'none' as const, policiesReadable: true },
}

let client: Client
let now = Date.now()
beforeAll(async () => {
  client = await startClient({ people: 10, now: () => now })
})
afterAll(() => client.close())
beforeEach(() => client.simulator.set({ entra: usual }))

type Wish = { who?: string; clientId?: string; scopes?: string[]; answer?: 'accept' | 'cancel' }
type SignIn = { end: WalkEnd; redeem(changes?: Record<string, string>): Promise<Reply> }

/** Signs somebody in on the pages, up to the code; `redeem` exchanges it. */
async function signIn({
  who = 'admin',
  clientId = graphTools,
  scopes,
  answer = 'accept',
}: Wish): Promise<SignIn> {
  const { loginUrl, graphUrl, tenantId } = client.simulator
  const stop = new AbortController()
  const state = randomBytes(16).toString('hex')
  const verifier = randomBytes(32).toString('base64url')
  const loopback = await openLoopback({ state, mode: 'formPost', signal: stop.signal })
  const wanted = (scopes ?? ['Application.ReadWrite.All']).map(scope => `${graphUrl}/${scope}`)
  const query = {
    client_id: clientId,
    response_type: 'code',
    response_mode: 'form_post',
    redirect_uri: loopback.redirectUri,
    scope: [...wanted, 'openid', 'profile'].join(' '),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
  }
  const address = `${loginUrl}/${tenantId}/oauth2/v2.0/authorize?${form(query)}`
  const end = await playAdmin(client.simulator, address, { who, answer })
  const fields = end.kind === 'returned' ? await loopback.answer : {}
  stop.abort()
  const redeem = (changes: Record<string, string> = {}) => {
    const { code = '', error = '' } = fields
    const token = {
      ...{ grant_type: 'authorization_code', client_id: clientId, code: code || error },
      ...{ redirect_uri: loopback.redirectUri, code_verifier: verifier },
    }
    const endpoint = `${loginUrl}/${tenantId}/oauth2/v2.0/token`
    return client.send('POST', endpoint, form({ ...token, ...changes }), formHeaders)
  }
  return { end, redeem }
}

/** Calls of Microsoft Graph in the name of somebody. */
async function actAs(wish: Wish) {
  const { redeem } = await signIn(wish)
  const authorization = `Bearer ${String(body(await redeem())['access_token'])}`
  const address = (path: string) => `${client.simulator.graphUrl}/v1.0${path}`
  return {
    get: (path: string) => client.get(address(path), { authorization }),
    send: (method: 'POST' | 'PATCH', path: string, value: unknown) =>
      client.send(method, address(path), JSON.stringify(value), { authorization }),
  }
}

const registration = {
  displayName: 'Made here',
  signInAudience: 'AzureADMyOrg',
  web: { redirectUris: ['http://localhost'] },
  requiredResourceAccess: [
    {
      resourceAppId: graphAppId,
      resourceAccess: [{ id: 'df021288-bdef-4463-88db-98f22de89214', type: 'Role' }],
    },
  ],
}
const textOf = (end: WalkEnd) => (end.kind === 'stayed' ? end.text : 'returned')

describe('the sign-in page', () => {
  test('gives a code that is exchanged once, by its verifier, from its address', async () => {
    const { redeem } = await signIn({})
    expect(body(await redeem({ code_verifier: 'wrong' }))['error_codes']).toEqual([501481])
    expect((await redeem({ redirect_uri: 'http://localhost:1' })).status).toBe(400)
    const good = await redeem()
    expect(good.status).toBe(200)
    expect(body(good)['scope']).toContain('/Application.ReadWrite.All')
    expect(body(await redeem())['error_codes']).toEqual([54005])
  })

  test('asks for consent, and tells who may not give it that an administrator must', async () => {
    expect((await signIn({ answer: 'cancel' })).end.kind).toBe('returned')
    const user = await signIn({ who: 'user' })
    expect(body(await user.redeem())['error']).toBe('invalid_grant')
    client.simulator.set({ entra: { toolConsents: ['Application.ReadWrite.All'] } })
    expect((await (await signIn({ who: 'user' })).redeem()).status).toBe(200)
  })

  test('keeps errors to itself that no app may trust', async () => {
    expect(textOf((await signIn({ clientId: crypto.randomUUID() })).end)).toContain('AADSTS700016')
    const other = await signIn({ clientId: azureCli, scopes: ['Policy.Read.All'] })
    expect(textOf(other.end)).toContain('AADSTS65002')
    client.simulator.set({ entra: { signInError: 53003 } })
    expect(textOf((await signIn({})).end)).toContain('AADSTS53003')
  })

  test('gives the Azure CLI what it always has, without consent', async () => {
    const { redeem } = await signIn({ who: 'user', clientId: azureCli })
    const { scope } = body(await redeem())
    expect(scope).toContain('AppRoleAssignment.ReadWrite.All')
    expect(scope).not.toContain('Policy')
  })
})

describe('a registration', () => {
  test('is made by whoever may, and the others are denied with the same words', async () => {
    const developer = await actAs({ who: 'developer', clientId: azureCli })
    const user = await actAs({ who: 'user', clientId: azureCli })
    expect((await user.send('POST', '/applications', registration)).status).toBe(201)
    client.simulator.set({ entra: { usersCanRegister: false } })
    expect((await developer.send('POST', '/applications', registration)).status).toBe(201)
    const denied = await user.send('POST', '/applications', registration)
    expect([denied.status, graphErrorOf(denied).code]).toEqual([403, 'Authorization_RequestDenied'])
    client.simulator.set({ entra: { quotaReached: true } })
    const full = await developer.send('POST', '/applications', registration)
    expect(graphErrorOf(full).code).toBe('Directory_QuotaExceeded')
  })

  test('lives through its life: secret told once, lists replaced, deleted and restored', async () => {
    const admin = await actAs({})
    const created = body(await admin.send('POST', '/applications', registration))
    const path = `/applications/${created['id']}`
    expect(created).toMatchObject({ signInAudience: 'AzureADMyOrg', passwordCredentials: [] })
    const secret = body(await admin.send('POST', `${path}/addPassword`, { passwordCredential: {} }))
    expect(String(secret['secretText'])).toMatch(/^...8Q~/)
    const read = body(await admin.get(path))
    expect(read['passwordCredentials']).toMatchObject([{ keyId: secret['keyId'], secretText: null }])
    expect((await admin.send('PATCH', path, { web: { redirectUris: [] } })).status).toBe(204)
    expect(body(await admin.get(path))).toMatchObject({ web: { redirectUris: [] }, displayName: 'Made here' })
    expect((await admin.send('POST', `${path}/removePassword`, { keyId: secret['keyId'] })).status).toBe(204)
    expect((await admin.send('POST', `${path}/removePassword`, { keyId: secret['keyId'] })).status).toBe(400)
    const principal = { appId: created['appId'] }
    expect((await admin.send('POST', '/servicePrincipals', principal)).status).toBe(201)
    expect((await admin.send('POST', '/servicePrincipals', principal)).status).toBe(409)
    const cannot = await admin.send('POST', `/servicePrincipals/x/appRoleAssignedTo`, {})
    expect(cannot.status).toBe(403)
  })

  test('has no new secret where a policy forbids it, or for longer than one allows', async () => {
    const admin = await actAs({})
    const { id } = body(await admin.send('POST', '/applications', registration))
    const add = (days: number) => {
      const endDateTime = new Date(now + days * 86_400_000).toISOString()
      return admin.send('POST', `/applications/${id}/addPassword`, { passwordCredential: { endDateTime } })
    }
    client.simulator.set({ entra: { maxSecretDays: 90 } })
    expect(graphErrorOf(await add(180)).code).toBe('CredentialInvalidLifetimeAsPerAppPolicy')
    expect((await add(90)).status).toBe(200)
    client.simulator.set({ entra: { secretsForbidden: true } })
    expect(graphErrorOf(await add(1)).code).toBe('CredentialTypeNotAllowedAsPerAppPolicy')
  })

  test('has no account types that a policy forbids, and the reference that is demanded', async () => {
    const admin = await actAs({})
    const create = (more: object) => admin.send('POST', '/applications', { ...registration, ...more })
    client.simulator.set({ entra: { forbiddenAudiences: ['AzureADandPersonalMicrosoftAccount'] } })
    const refused = await create({ signInAudience: undefined })
    expect([refused.status, graphErrorOf(refused).code]).toEqual([
      400,
      'SignInAudienceNotAllowedAsPerAppPolicy',
    ])
    client.simulator.set({ entra: { forbiddenAudiences: [], serviceReferenceDemanded: true } })
    expect(graphErrorOf(await create({})).code).toBe('ServiceTreeNullValueProvided')
    expect(graphErrorOf(await create({ serviceManagementReference: 'us' })).code).toBe('ServiceTreeInvalid')
    const reference = '5f1c3a52-7c55-4a52-9d52-0c1a4e2a5a11'
    expect((await create({ serviceManagementReference: reference })).status).toBe(201)
  })

  test('lists a new secret late, and a removed one for some time longer', async () => {
    const admin = await actAs({})
    const { id } = body(await admin.send('POST', '/applications', registration))
    const path = `/applications/${id}`
    client.simulator.set({ entra: { consistency: 'nasty' } })
    now += 61_000
    const { keyId } = body(await admin.send('POST', `${path}/addPassword`, { passwordCredential: {} }))
    const listed = async () => body(await admin.get(path))['passwordCredentials']
    expect(await listed()).toEqual([])
    now += 21_000
    expect(await listed()).toMatchObject([{ keyId }])
    expect((await admin.send('POST', `${path}/removePassword`, { keyId })).status).toBe(204)
    expect(await listed()).toMatchObject([{ keyId }])
    expect((await admin.send('POST', `${path}/removePassword`, { keyId })).status).toBe(400)
    now += 61_000
    expect(await listed()).toEqual([])
  })

  test('takes its time to be seen everywhere, and is found by readers before writers', async () => {
    const admin = await actAs({})
    client.simulator.set({ entra: { consistency: 'nasty' } })
    const { id, appId } = body(await admin.send('POST', '/applications', registration))
    expect((await admin.get(`/applications/${id}`)).status).toBe(200)
    const early = await admin.send('POST', `/applications/${id}/addPassword`, {})
    expect([early.status, graphErrorOf(early).code]).toEqual([404, 'Request_ResourceNotFound'])
    const principal = await admin.send('POST', '/servicePrincipals', { appId })
    expect(principal.text).toContain('NoBackingApplicationObject')
    const found = async () =>
      (
        body(await admin.get(`/applications?$filter=displayName eq 'Made here'`))['value'] as { id: string }[]
      ).some(one => one.id === id)
    expect(await found()).toBe(false)
    now += 61_000
    // The first change of it meets another one.
    const change = () => admin.send('PATCH', `/applications/${id}`, { notes: 'again' })
    expect(graphErrorOf(await change()).code).toBe('Directory_ConcurrencyViolation')
    expect((await change()).status).toBe(204)
    expect((await admin.send('POST', '/servicePrincipals', { appId })).status).toBe(201)
    expect(await found()).toBe(true)
  })
})

describe('names in the reports', () => {
  const isConcealed = async () => {
    const csv = await client.report("/reports/getOffice365ActiveUserDetail(period='D30')")
    return !csv.includes('@')
  }

  test('are shown some minutes after the setting has changed, which says so at once', async () => {
    await client.signIn()
    const admin = await actAs({ scopes: ['ReportSettings.ReadWrite.All'] })
    const address = '/admin/reportSettings'
    const conceals = async () => body(await admin.get(address))['displayConcealedNames']
    client.simulator.set({ concealNames: true, entra: { consistency: 'usual' } })
    expect(await isConcealed()).toBe(true)
    expect((await admin.send('PATCH', address, { displayConcealedNames: false })).status).toBe(204)
    expect([await conceals(), await isConcealed()]).toEqual([false, true])
    now += 301_000
    expect(await isConcealed()).toBe(false)
  })
})

test('a national cloud has neither v1.0 reports nor report settings, nor Microsoft’s tool to sign in with', async () => {
  client.simulator.set({ entra: { national: true } })
  await client.signIn()
  for (const path of ['/reports/getOffice365ActivationsUserCounts', '/admin/reportSettings']) {
    const refused = await client.graph(path)
    expect([refused.status, graphErrorOf(refused).code]).toEqual([404, 'BadRequest'])
  }
  expect((await client.graph('/users?$top=1')).status).toBe(200)
  expect(textOf((await signIn({})).end)).toContain('AADSTS700016')
  expect((await (await signIn({ clientId: azureCli })).redeem()).status).toBe(200)
})

test('roles and policies are told to who may read them', async () => {
  const roles = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=roleTemplateId,displayName'
  const admin = await actAs({ scopes: ['User.Read', 'Policy.Read.All'] })
  expect((await admin.get(roles)).text).toContain('Global Administrator')
  client.simulator.set({ entra: { usersCanRegister: false, maxSecretDays: 90 } })
  expect((await admin.get('/policies/authorizationPolicy')).text).toContain('"allowedToCreateApps":false')
  expect((await admin.get('/policies/defaultAppManagementPolicy')).text).toContain('P90D')
  const other = await actAs({})
  expect((await other.get(roles)).status).toBe(403)
  expect((await other.get('/policies/authorizationPolicy')).status).toBe(403)
})
