import { type Answer, graphError, json } from '../answer.ts'
import { guid } from '../random.ts'
import { graphAppId, roleId, roleIds, scopeIds } from '../registration.ts'
import type { Service } from '../service.ts'
import { timeText } from '../tenant/calendar.ts'
import { notFound } from './users.ts'

/** `GET /applications(appId='…')`: what the registration asks for, and when its credentials end. */
export function application(service: Service, appId: string): Answer {
  const { credentials, settings, world } = service
  if (appId.toLowerCase() !== credentials.clientId) return notFound(appId)
  const { registration } = settings
  const roles = registration.requestedRoles ?? settings.grantedRoles
  const resourceAccess = [
    ...registration.delegatedScopes.map(name => ({
      id: scopeIds[name] ?? guid(315, name.length),
      type: 'Scope',
    })),
    ...roles.map(name => ({ id: roleId(name), type: 'Role' })),
  ]
  return json(200, {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#applications/$entity`,
    id: credentials.objectId,
    appId: credentials.clientId,
    displayName: registration.displayName,
    signInAudience: registration.signInAudience,
    isFallbackPublicClient: registration.allowPublicClientFlows,
    requiredResourceAccess:
      resourceAccess.length === 0 ? [] : [{ resourceAppId: graphAppId, resourceAccess }],
    passwordCredentials: [
      {
        customKeyIdentifier: null,
        displayName: 'Connector',
        hint: credentials.clientSecret.slice(0, 3),
        keyId: credentials.secretId,
        secretText: null,
        startDateTime: timeText(world.dateText(world.anchor - 20), 40_000),
        endDateTime: registration.secretEnds ?? timeText(world.dateText(world.anchor + 160), 40_000),
      },
      {
        customKeyIdentifier: null,
        displayName: 'Last year',
        hint: credentials.expiredSecret.slice(0, 3),
        keyId: credentials.expiredSecretId,
        secretText: null,
        startDateTime: timeText(world.dateText(world.anchor - 400), 40_000),
        endDateTime: timeText(world.dateText(world.anchor - 35), 40_000),
      },
    ],
    keyCredentials: [
      {
        customKeyIdentifier: Buffer.from(credentials.certificate.thumbprint, 'hex').toString('base64'),
        displayName: 'CN=M365 Connector',
        keyId: credentials.keyId,
        type: 'AsymmetricX509Cert',
        usage: 'Verify',
        key: null,
        startDateTime: timeText(world.dateText(world.anchor - 20), 40_000),
        endDateTime: `${credentials.certificate.notAfter.toISOString().slice(0, 19)}Z`,
      },
    ],
    web: { homePageUrl: null, logoutUrl: null, redirectUris: registration.redirectUris },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: registration.publicRedirectUris },
  })
}

/** `GET /servicePrincipals(appId='…')`: the enterprise application, or Microsoft Graph's own. */
export function servicePrincipal(service: Service, appId: string): Answer {
  const { credentials, settings } = service
  const context = `${service.urls().graphUrl}/v1.0/$metadata#servicePrincipals/$entity`
  if (appId.toLowerCase() === graphAppId) {
    const appRoles = Object.entries(roleIds).map(([value, id]) => ({
      id,
      value,
      isEnabled: true,
      allowedMemberTypes: ['Application'],
    }))
    return json(200, {
      '@odata.context': context,
      id: credentials.graphServicePrincipalId,
      appId: graphAppId,
      displayName: 'Microsoft Graph',
      accountEnabled: true,
      appRoles,
      oauth2PermissionScopes: Object.entries(scopeIds).map(([value, id]) => ({
        id,
        value,
        isEnabled: true,
        type: 'User',
      })),
    })
  }
  if (appId.toLowerCase() !== credentials.clientId) return notFound(appId)
  return json(200, {
    '@odata.context': context,
    id: credentials.servicePrincipalId,
    appId: credentials.clientId,
    displayName: settings.registration.displayName,
    accountEnabled: settings.registration.accountEnabled,
    appRoleAssignmentRequired: settings.registration.appRoleAssignmentRequired,
    servicePrincipalType: 'Application',
    appRoles: [],
  })
}

/** `GET /servicePrincipals/{id}/appRoleAssignments`: what is really granted. */
export function appRoleAssignments(service: Service, id: string): Answer {
  const { credentials, settings, world } = service
  if (id.toLowerCase() !== credentials.servicePrincipalId) return notFound(id)
  return json(200, {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#appRoleAssignments`,
    value: settings.grantedRoles.map((name, position) => ({
      id: guid(world.seed, 316, position),
      deletedDateTime: null,
      appRoleId: roleId(name),
      createdDateTime: timeText(world.dateText(world.anchor - 20), 41_000),
      principalDisplayName: settings.registration.displayName,
      principalId: credentials.servicePrincipalId,
      principalType: 'ServicePrincipal',
      resourceDisplayName: 'Microsoft Graph',
      resourceId: credentials.graphServicePrincipalId,
    })),
  })
}

/** `GET` and `PATCH /admin/reportSettings`. */
export function reportSettings(service: Service, method: string, body: string): Answer {
  if (method === 'GET') {
    return json(200, {
      '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#admin/reportSettings/$entity`,
      displayConcealedNames: service.settings.concealNames,
    })
  }
  const wanted = /"displayConcealedNames"\s*:\s*(true|false)/.exec(body)?.[1]
  if (wanted === undefined) return graphError(400, 'BadRequest', 'displayConcealedNames is missing.')
  service.settings.concealNames = wanted === 'true'
  return { status: 204, headers: {}, body: '' }
}
