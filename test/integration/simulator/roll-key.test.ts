import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeClientCertificate } from '../../../electron/platform/keychain/make-certificate.ts'
import { bearer, body, type Client, graphErrorOf, startClient } from './client.ts'

const audience = '00000002-0000-0000-c000-000000000000'

let client: Client
let objectId: string
beforeAll(async () => {
  client = await startClient({ people: 10 })
  const { clientId } = client.simulator
  objectId = String(body(await client.graph(`/applications(appId='${clientId}')`))['id'])
})
afterAll(() => client.close())

/** Proof that the app has the key of its registered certificate, as a text. */
function proof(changes: Record<string, unknown> = {}): string {
  const now = Math.floor(Date.now() / 1000)
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { aud: audience, iss: objectId, nbf: now, exp: now + 600, ...changes }
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
  const key = createPrivateKey(client.simulator.certificate.pem)
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

async function post(action: string, value: object) {
  const authorization = await bearer(client)
  const address = `${client.simulator.graphUrl}/v1.0/applications/${objectId}/${action}`
  return client.send('POST', address, JSON.stringify(value), { authorization })
}

describe('an app that rolls its own certificate', () => {
  test('adds a new one and removes it again, without any permission', async () => {
    client.simulator.set({ grantedRoles: [] })
    const { certificate } = await makeClientCertificate({ name: 'Next', days: 90, now: Date.now() })
    const key = new X509Certificate(certificate).raw.toString('base64')
    const keyCredential = { type: 'AsymmetricX509Cert', usage: 'Verify', key }
    const added = await post('addKey', { keyCredential, passwordCredential: null, proof: proof() })
    expect(added.status).toBe(200)
    const { keyId } = body(added)
    expect((await post('removeKey', { keyId, proof: proof() })).status).toBe(204)
    expect((await post('removeKey', { keyId, proof: proof() })).status).toBe(400)
  })

  test.each([
    ['for another audience', { aud: 'https://graph.microsoft.com' }],
    ['of the client id in the place of the object id', { iss: 'client' }],
    ['that is over', { nbf: 1, exp: 601 }],
    ['that lives too long', { exp: Math.floor(Date.now() / 1000) + 3_600 }],
  ])('is refused with a proof %s', async (_, changes) => {
    const refused = await post('removeKey', { keyId: 'x', proof: proof(changes) })
    expect([refused.status, graphErrorOf(refused).code]).toEqual([401, 'Authentication_MissingOrMalformed'])
  })

  test('is refused with a proof that is padded, or signed by somebody else', async () => {
    const foreign = proof().replace(/[^.]+$/, 'c2lnbmF0dXJl')
    for (const wrong of [`${proof()}==`, foreign, '']) {
      expect((await post('removeKey', { keyId: 'x', proof: wrong })).status).toBe(401)
    }
  })
})
