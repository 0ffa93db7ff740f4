import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, form, startClient } from './client.ts'

let client: Client

beforeAll(async () => {
  client = await startClient({ people: 20 })
})
afterAll(() => client.close())

describe('the consent page', () => {
  const address = (extra: Record<string, string> = {}) => {
    const query = {
      client_id: client.simulator.clientId,
      redirect_uri: 'http://localhost:51234',
      state: 'abc',
      ...extra,
    }
    return `${client.simulator.loginUrl}/${client.simulator.tenantId}/adminconsent?${form(query)}`
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
    const reply = await client.get(address({ simulate: 'decline' }))
    const query = new URL(String(reply.headers['location'])).searchParams
    expect(query.get('admin_consent')).toBe('True')
    expect(query.get('error')).toBe('consent_required')
  })

  test('refuses an address that is not registered', async () => {
    expect((await client.get(address({ redirect_uri: 'http://localhost:1/other' }))).status).toBe(400)
  })
})
