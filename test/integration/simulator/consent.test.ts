import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, form, startClient } from './client.ts'

let client: Client

beforeAll(async () => {
  client = await startClient({ people: 20 })
})
afterAll(() => client.close())

describe('the consent page', () => {
  const address = (extra: Record<string, string> = {}, version = '') => {
    const query = {
      client_id: client.simulator.clientId,
      redirect_uri: 'http://localhost:51234',
      state: 'abc',
      simulate: 'accept',
      ...extra,
    }
    return `${client.simulator.loginUrl}/${client.simulator.tenantId}/${version}adminconsent?${form(query)}`
  }

  test('redirects to the registered address, whatever its port, with the state', async () => {
    const reply = await client.get(address())
    expect(reply.status).toBe(302)
    const target = new URL(String(reply.headers['location']))
    expect(target.port).toBe('51234')
    expect(Object.fromEntries(target.searchParams)).toEqual({
      admin_consent: 'True',
      state: 'abc',
      tenant: client.simulator.tenantId,
    })
  })

  test('says consent_required although admin_consent is True when the admin declines', async () => {
    const answerOf = async (version: string) => {
      const reply = await client.get(address({ simulate: 'decline' }, version))
      return Object.fromEntries(new URL(String(reply.headers['location'])).searchParams)
    }
    const second = await answerOf('v2.0/')
    expect(second).toMatchObject({ admin_consent: 'True', error: 'consent_required', state: 'abc' })
    expect(await answerOf('')).toMatchObject({ error: 'permission_denied', state: 'abc' })
  })

  test('refuses an address that is not registered', async () => {
    expect((await client.get(address({ redirect_uri: 'http://localhost:1/other' }))).status).toBe(400)
  })
})
