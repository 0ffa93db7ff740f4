import { createPrivateKey, createSign, randomUUID, X509Certificate } from 'node:crypto'
import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
} from '@azure/msal-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { body, type Client, form, startClient } from './client.ts'

let client: Client

beforeAll(async () => {
  client = await startClient()
})
afterAll(() => client.close())

const formType = { 'content-type': 'application/x-www-form-urlencoded' }

function tokenAddress(tenant = client.simulator.tenantId): string {
  return `${client.simulator.loginUrl}/${tenant}/oauth2/v2.0/token`
}

function fields(changes: Record<string, string> = {}): Record<string, string> {
  const { clientId, clientSecret, graphUrl } = client.simulator
  return {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'client_credentials',
    scope: `${graphUrl}/.default`,
    ...changes,
  }
}

async function tokenReply(changes: Record<string, string> = {}, tenant?: string) {
  return await client.send('POST', tokenAddress(tenant), form(fields(changes)), formType)
}

function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8'))
}

describe('the tenant, before anything is registered', () => {
  test('is found by its id and by its domain, and names its issuer and Graph host', async () => {
    const { loginUrl, tenantId, domain, graphUrl } = client.simulator
    for (const name of [tenantId, domain]) {
      const reply = await client.get(`${loginUrl}/${name}/v2.0/.well-known/openid-configuration`)
      expect(reply.status).toBe(200)
      expect(body(reply)).toMatchObject({
        issuer: `${loginUrl}/${tenantId}/v2.0`,
        token_endpoint: `${loginUrl}/${tenantId}/oauth2/v2.0/token`,
        msgraph_host: new URL(graphUrl).host,
      })
    }
  })

  test.each([
    ['00000000-1111-4222-8333-444444444444', 900021],
    ['nobody.example', 90002],
    ['not a tenant!', 900023],
  ])('an unknown one, %s, is an invalid tenant', async (name, number) => {
    const address = `${client.simulator.loginUrl}/${encodeURIComponent(name)}/v2.0/.well-known/openid-configuration`
    const reply = await client.get(address)
    expect(reply.status).toBe(400)
    expect(body(reply)).toMatchObject({ error: 'invalid_tenant', error_codes: [number] })
  })
})

describe('a token by secret', () => {
  test('carries the granted roles and what diagnosis needs', async () => {
    const reply = await tokenReply()
    expect(reply.status).toBe(200)
    expect(body(reply)).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
    expect(claimsOf(body(reply)['access_token'])).toMatchObject({
      aud: client.simulator.graphUrl,
      tid: client.simulator.tenantId,
      appid: client.simulator.clientId,
      appidacr: '1',
      idtyp: 'app',
      roles: ['Directory.Read.All', 'Reports.Read.All', 'ReportSettings.Read.All', 'AuditLog.Read.All'],
    })
  })

  test('is also given to HTTP Basic', async () => {
    const { clientId, clientSecret } = client.simulator
    const { client_id: _id, client_secret: _secret, ...rest } = fields()
    const pair = [clientId, clientSecret].map(encodeURIComponent).join(':')
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
    const reply = await client.send('POST', tokenAddress(), form(rest), { ...formType, authorization })
    expect(reply.status).toBe(200)
  })

  test('has no roles when nobody has consented', async () => {
    client.simulator.set({ grantedRoles: [] })
    const reply = await tokenReply()
    client.simulator.set({
      grantedRoles: [
        'Directory.Read.All',
        'Reports.Read.All',
        'ReportSettings.Read.All',
        'AuditLog.Read.All',
      ],
    })
    expect(reply.status).toBe(200)
    expect(claimsOf(body(reply)['access_token'])).not.toHaveProperty('roles')
  })
})

describe('a refusal', () => {
  test.each<[string, () => Record<string, string>, number, number, string]>([
    ['wrong secret', () => ({ client_secret: 'wrong' }), 401, 7000215, 'invalid_client'],
    [
      'Secret ID instead of the value',
      () => ({ client_secret: client.simulator.secretId }),
      401,
      7000215,
      'invalid_client',
    ],
    [
      'expired secret',
      () => ({ client_secret: client.simulator.expiredSecret }),
      401,
      7000222,
      'invalid_client',
    ],
    ['no secret', () => ({ client_secret: '' }), 401, 7000218, 'invalid_client'],
    ['unknown application', () => ({ client_id: randomUUID() }), 400, 700016, 'unauthorized_client'],
    ['scope without .default', () => ({ scope: 'User.Read' }), 400, 70011, 'invalid_scope'],
    [
      'Graph of another cloud',
      () => ({ scope: 'https://graph.microsoft.us/.default' }),
      400,
      500011,
      'invalid_resource',
    ],
    ['other grant', () => ({ grant_type: 'password' }), 400, 70003, 'unsupported_grant_type'],
    ['missing field', () => ({ client_id: '' }), 400, 900144, 'invalid_request'],
  ])('of %s has the shape that Entra documents', async (_name, changes, status, number, error) => {
    const reply = await tokenReply(changes())
    expect(reply.status).toBe(status)
    expect(body(reply)).toMatchObject({
      error,
      error_codes: [number],
      error_description: expect.stringMatching(
        new RegExp(
          `^AADSTS${number}: .+Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \\d{4}-`,
        ),
      ),
      trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
    })
  })

  test('of the common endpoint says that the app is for one tenant', async () => {
    expect(body(await tokenReply({}, 'common'))).toMatchObject({ error_codes: [50194] })
  })

  test('can be any number on demand', async () => {
    client.simulator.set({ refuse: 53003 })
    const reply = await tokenReply()
    client.simulator.set({ refuse: null })
    expect(body(reply)).toMatchObject({
      error: 'invalid_grant',
      error_codes: [53003],
      suberror: 'message_only',
    })
  })

  test('comes when the enterprise application is disabled', async () => {
    client.simulator.set({ registration: { accountEnabled: false } })
    const reply = await tokenReply()
    client.simulator.set({ registration: { accountEnabled: true } })
    expect(body(reply)).toMatchObject({ error_codes: [7000112] })
  })
})

describe('a token by certificate', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const certificateOf = (pem: string) => new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')))

  function assertion(changes: Record<string, unknown> = {}, x5t?: string): string {
    const { certificate, clientId } = client.simulator
    const now = Math.floor(Date.now() / 1000)
    const thumbprint = certificateOf(certificate.pem).fingerprint.replaceAll(':', '')
    const header = {
      alg: 'RS256',
      typ: 'JWT',
      x5t: x5t ?? Buffer.from(thumbprint, 'hex').toString('base64url'),
    }
    const payload = {
      aud: tokenAddress(),
      iss: clientId,
      sub: clientId,
      jti: randomUUID(),
      nbf: now,
      exp: now + 600,
      ...changes,
    }
    const text = `${encode(header)}.${encode(payload)}`
    return `${text}.${createSign('sha256').update(text).sign(createPrivateKey(certificate.pem), 'base64url')}`
  }

  async function certificateReply(token: string) {
    const { client_secret: _secret, ...rest } = fields()
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    return await client.send(
      'POST',
      tokenAddress(),
      form({ ...rest, client_assertion_type: type, client_assertion: token }),
      formType,
    )
  }

  test('says in its claims how it was proved', async () => {
    expect(client.simulator.certificate.thumbprint).toBe(
      certificateOf(client.simulator.certificate.pem).fingerprint.replaceAll(':', ''),
    )
    const reply = await certificateReply(assertion())
    expect(reply.status).toBe(200)
    expect(claimsOf(body(reply)['access_token'])).toMatchObject({ appidacr: '2' })
  })

  test.each<[string, () => string, number]>([
    ['not registered', () => assertion({}, 'AAAA'), 700027],
    ['tampered with', () => assertion().replace(/\.[^.]*$/, `.${'A'.repeat(342)}`), 700027],
    ['expired', () => assertion({ nbf: 1, exp: 2 }), 700024],
    ['for another address', () => assertion({ aud: 'https://login.example/token' }), 50013],
  ])('is refused when it is %s', async (_name, make, number) => {
    const reply = await certificateReply(make())
    expect(reply.status).toBe(401)
    expect(body(reply)).toMatchObject({ error: 'invalid_client', error_codes: [number] })
  })
})

describe("Microsoft's own library", () => {
  function networkModule(): INetworkModule {
    const convert = async (method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
      const headers = options?.headers ?? {}
      const reply =
        method === 'GET'
          ? await client.get(url, headers)
          : await client.send('POST', url, options?.body ?? '', headers)
      return { headers: {}, body: JSON.parse(reply.text), status: reply.status }
    }
    return {
      sendGetRequestAsync: (url, options) => convert('GET', url, options),
      sendPostRequestAsync: (url, options) => convert('POST', url, options),
    }
  }

  test.each(['secret', 'certificate'])('gets a token by %s from the simulated authority', async proof => {
    const { loginUrl, tenantId, clientId, clientSecret, certificate, graphUrl } = client.simulator
    const pem = certificate.pem
    const thumbprintSha256 = certificateOf(pem).fingerprint256.replaceAll(':', '')
    const application = new ConfidentialClientApplication({
      auth: {
        clientId,
        authority: `${loginUrl}/${tenantId}`,
        knownAuthorities: [new URL(loginUrl).host],
        ...(proof === 'secret'
          ? { clientSecret }
          : { clientCertificate: { thumbprintSha256, privateKey: pem } }),
      },
      system: { networkClient: networkModule() },
    })
    const result = await application.acquireTokenByClientCredential({ scopes: [`${graphUrl}/.default`] })
    expect(claimsOf(result?.accessToken)).toMatchObject({
      aud: graphUrl,
      appidacr: proof === 'secret' ? '1' : '2',
    })
  })

  const certificateOf = (pem: string) => new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')))
})
