import { type Answer, type Call, type Handler, json } from '../answer.ts'
import type { Service } from '../service.ts'
import { adminConsentPage } from './pages/admin-consent.ts'
import { authorizePage } from './pages/authorize.ts'
import { deviceCodeAnswer, devicePage } from './pages/device.ts'
import { instanceDiscovery, openidConfiguration } from './tenant-name.ts'
import { tokenEndpoint } from './token.ts'

const notFound = json(404, {
  error: 'not_found',
  error_description: 'The simulated sign-in host has no such page.',
})

/** The sign-in host. */
export function createLoginHandler(service: Service): Handler {
  return (call: Call): Answer => {
    const path = decodeURIComponent(call.url.pathname)
    if (path === '/device') return devicePage(service, call)
    if (path.endsWith('/discovery/instance')) return instanceDiscovery(service)
    const [, tenant = '', rest = ''] = /^\/([^/]+)\/(.+)$/.exec(path) ?? []
    const answer = pages[rest]
    if (answer !== undefined) return answer(service, tenant, call)
    const endpoint = endpoints[rest]
    if (endpoint === undefined) return notFound
    if (call.method === 'POST') return endpoint(service, tenant, call)
    return json(405, { error: 'invalid_request', error_description: 'The token endpoint takes POST only.' })
  }
}

type Visit = (service: Service, tenant: string, call: Call) => Answer

const pages: Readonly<Record<string, Visit>> = {
  '.well-known/openid-configuration': (service, tenant) => openidConfiguration(service, tenant),
  'v2.0/.well-known/openid-configuration': (service, tenant) => openidConfiguration(service, tenant),
  'discovery/v2.0/keys': () => json(200, { keys: [] }),
  'oauth2/v2.0/authorize': authorizePage,
  adminconsent: (service, _, call) => adminConsentPage(service, false, call),
  'v2.0/adminconsent': (service, _, call) => adminConsentPage(service, true, call),
}

const endpoints: Readonly<Record<string, Visit>> = {
  'oauth2/v2.0/token': tokenEndpoint,
  'oauth2/v2.0/devicecode': (service, _, call) => deviceCodeAnswer(service, call),
}
