import { Agent, request } from 'undici'
import type { Simulator } from '../../../electron/simulator/index.ts'

/** Deletes a registration as an administrator in the portal would; the tenant's first app does it. */
export async function deleteRegistration(tenant: Simulator, clientId: string): Promise<void> {
  tenant.set({ grantedRoles: ['Application.ReadWrite.All'] })
  const dispatcher = new Agent({ connect: { ca: tenant.caPem } })
  try {
    const credentials = { client_id: tenant.clientId, client_secret: tenant.clientSecret }
    const scope = `${tenant.graphUrl}/.default`
    const signedIn = await request(`${tenant.loginUrl}/${tenant.tenantId}/oauth2/v2.0/token`, {
      ...{ dispatcher, method: 'POST' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...credentials, scope, grant_type: 'client_credentials' }).toString(),
    })
    const token: unknown = Reflect.get(Object(await signedIn.body.json()), 'access_token')
    const headers = { authorization: `Bearer ${String(token)}` }
    const graph = `${tenant.graphUrl}/v1.0/applications`
    const found = await request(`${graph}(appId='${clientId}')`, { dispatcher, headers })
    const id: unknown = Reflect.get(Object(await found.body.json()), 'id')
    const gone = await request(`${graph}/${String(id)}`, { dispatcher, headers, method: 'DELETE' })
    await gone.body.dump()
    if (gone.statusCode !== 204) throw new Error(`The registration was not deleted: ${gone.statusCode}.`)
  } finally {
    await dispatcher.destroy()
  }
}
