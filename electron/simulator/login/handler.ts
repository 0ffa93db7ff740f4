import type { Service } from '../service.ts'
import { type Answer, type Call, type Handler, json } from '../wire/answer.ts'
import { adminConsentPage } from './admin-consent.ts'
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
    if (path.endsWith('/discovery/instance')) return instanceDiscovery(service)
    const [, tenant = '', rest = ''] = /^\/([^/]+)\/(.+)$/.exec(path) ?? []
    if (/^(v2\.0\/)?\.well-known\/openid-configuration$/.test(rest))
      return openidConfiguration(service, tenant)
    if (rest === 'discovery/v2.0/keys') return json(200, { keys: [] })
    if (/^(v2\.0\/)?adminconsent$/.test(rest)) return adminConsentPage(service, call)
    if (rest !== 'oauth2/v2.0/token') return notFound
    if (call.method === 'POST') return tokenEndpoint(service, tenant, call)
    return json(405, { error: 'invalid_request', error_description: 'The token endpoint takes POST only.' })
  }
}
