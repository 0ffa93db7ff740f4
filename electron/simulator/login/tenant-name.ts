import { type Answer, json } from '../answer.ts'
import type { Service } from '../service.ts'
import { signInError } from './errors.ts'

export type TenantResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly number: number; readonly sentence: string }

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether the first path segment names the simulated tenant, by id or by one of its domains. */
export function checkTenant(service: Service, segment: string): TenantResult {
  const { tenantId, domain, initialDomain } = service.world.company
  const name = segment.toLowerCase()
  if (name === tenantId || name === domain || name === initialDomain) return { ok: true }
  if (['common', 'organizations', 'consumers'].includes(name)) {
    const sentence = `Application is not configured as a multi-tenant application. Usage of the /${name} endpoint is not supported.`
    return { ok: false, number: 50194, sentence }
  }
  if (guidPattern.test(name))
    return { ok: false, number: 900021, sentence: `Requested tenant identifier '${name}' is not valid.` }
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name))
    return { ok: false, number: 90002, sentence: `Tenant '${name}' not found.` }
  const sentence = `Specified tenant identifier '${segment}' is neither a valid DNS name, nor a valid external domain.`
  return { ok: false, number: 900023, sentence }
}

/** `/{tenant}/v2.0/.well-known/openid-configuration`. */
export function openidConfiguration(service: Service, segment: string): Answer {
  const result = checkTenant(service, segment)
  const { loginUrl, graphUrl } = service.urls()
  const { tenantId } = service.world.company
  if (!result.ok && result.number !== 50194)
    return signInError(result.number, result.sentence, 'invalid_tenant')
  const base = `${loginUrl}/${result.ok ? tenantId : segment}`
  const host = new URL(graphUrl).host
  return json(200, {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: result.ok ? `${base}/v2.0` : `${loginUrl}/{tenantid}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(loginUrl).host,
    cloud_graph_host_name: host,
    msgraph_host: host,
  })
}

/** `/common/discovery/instance`, by which MSAL learns whether it may trust an authority. */
export function instanceDiscovery(service: Service): Answer {
  const { loginUrl } = service.urls()
  const host = new URL(loginUrl).host
  return json(200, {
    tenant_discovery_endpoint: `${loginUrl}/${service.world.company.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  })
}
