import { type Answer, type Call, graphError, headerText } from '../answer.ts'
import { readToken, type TokenClaims } from '../login/access-token.ts'
import type { Service } from '../service.ts'

/** Roles of which one is enough, and how the service behind the path refuses. */
export type Requirement = { readonly anyOf: readonly string[]; readonly refusal: 'directory' | 'reports' }

/** The claims of a good token, or the 401 that a bad one earns. */
export function authenticate(service: Service, call: Call): TokenClaims | Answer {
  const [, token] = /^Bearer (.+)$/i.exec(headerText(call.headers, 'authorization')) ?? []
  if (token === undefined) return unauthorized('Access token is empty.')
  const claims = readToken(service, token)
  if (claims === null) return unauthorized('CompactToken parsing failed with error code: 80049217')
  if (claims.exp * 1000 <= service.now())
    return unauthorized('Lifetime validation failed, the token is expired.')
  if (claims.aud !== service.urls().graphUrl)
    return unauthorized('Access token validation failure. Invalid audience.')
  return claims
}

function unauthorized(message: string): Answer {
  return graphError(401, 'InvalidAuthenticationToken', message, {
    'www-authenticate': 'Bearer realm="", error="invalid_token"',
  })
}

/** Null when the roles are enough, otherwise the refusal in the words of the service. */
export function authorize(claims: TokenClaims, requirement: Requirement): Answer | null {
  const held = [...claims.roles, ...(claims.scp ?? '').split(' ')]
  if (requirement.anyOf.some(role => held.includes(role))) return null
  if (requirement.refusal === 'directory') {
    return graphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    )
  }
  const inner = { error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } }
  return graphError(403, 'UnknownError', JSON.stringify(inner))
}

/** Why sign-in dates cannot be read, or null: they need a role of their own and a premium tenant. */
export function refuseSignInActivity(service: Service, claims: TokenClaims): Answer | null {
  if (!claims.roles.includes('AuditLog.Read.All')) {
    const message =
      'The principal does not have required Microsoft Graph permission(s): AuditLog.Read.All to call this API.'
    return graphError(403, 'Authentication_MSGraphPermissionMissing', message)
  }
  if (service.settings.premium) return null
  const message = 'Neither tenant is B2C or tenant does not have premium license'
  return graphError(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message)
}
