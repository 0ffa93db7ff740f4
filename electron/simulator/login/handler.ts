import { type Answer, type Call, type Handler, json } from '../answer.ts'
import type { Service } from '../service.ts'
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

/**
 * The admin-consent page, answered as if a Global Administrator pressed Accept at once: grants what the
 * registration asks for and redirects. With `simulate=decline` in the query the administrator declines
 * instead.
 */
function adminConsentPage(service: Service, call: Call): Answer {
  const query = call.url.searchParams
  const { registration } = service.settings
  const redirect = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== service.credentials.clientId) return json(400, { error: 'AADSTS700016' })
  if (!registration.redirectUris.some(known => withoutPort(known) === withoutPort(redirect))) {
    return json(400, { error: 'AADSTS50011: The redirect URI does not match the ones registered.' })
  }
  const target = new URL(redirect)
  target.searchParams.set('admin_consent', 'True')
  target.searchParams.set('state', query.get('state') ?? '')
  if (query.get('simulate') === 'decline') {
    target.searchParams.set('error', 'consent_required')
    target.searchParams.set('error_description', 'AADSTS65004: User declined to consent to access the app.')
  } else {
    target.searchParams.set('tenant', service.world.company.tenantId)
    const scope = query.get('scope')
    if (scope !== null) target.searchParams.set('scope', scope)
    service.settings.grantedRoles = registration.requestedRoles ?? service.settings.grantedRoles
  }
  return { status: 302, headers: { location: target.href }, body: '' }
}

/** For localhost the port does not count when redirect addresses are compared. */
function withoutPort(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.hostname === 'localhost') url.port = ''
  return url.href
}
