import { type Answer, graphError, json } from '../answer.ts'
import type { App, Key, Password, Principal } from '../entra/apps.ts'
import { guid } from '../random.ts'
import { graphAppId, roleId, roleIds, scopeIds } from '../registration.ts'
import type { Service } from '../service.ts'
import { timeText } from '../tenant/calendar.ts'
import { notFound } from './users.ts'

/** `GET /applications(appId='…')`: what the registration asks for, and when its credentials end. */
export function application(service: Service, appId: string): Answer {
  const app = appOf(service, appId)
  if (app === null) return notFound(appId)
  return json(200, applicationBody(service, app))
}

/** The registration of a client id that readers see by now; null otherwise. */
function appOf({ entra }: Service, appId: string): App | null {
  const app = entra.apps.all().find(known => known.appId === appId.toLowerCase())
  if (app === undefined || app.deletedAt !== null) return null
  return app.visible.read > entra.delays.now() ? null : app
}

/** A registration as Graph writes it. */
export function applicationBody(service: Service, app: App): Record<string, unknown> {
  const now = service.entra.delays.now()
  const lingering = app.removed.filter(({ until }) => until > now).map(({ password }) => password)
  const passwords = [...app.passwords, ...lingering].filter(({ listedAt }) => listedAt <= now)
  return {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#applications/$entity`,
    id: app.id,
    appId: app.appId,
    createdDateTime: app.createdAt,
    deletedDateTime: app.deletedAt,
    displayName: app.displayName,
    signInAudience: app.signInAudience,
    isFallbackPublicClient: app.publicFlows,
    requiredResourceAccess: app.access,
    passwordCredentials: passwords.map(password => passwordBody(password, null)),
    keyCredentials: app.keys.filter(({ listedAt }) => listedAt <= now).map(keyBody),
    web: { homePageUrl: null, logoutUrl: null, redirectUris: app.webUris },
    spa: { redirectUris: app.spaUris },
    publicClient: { redirectUris: app.publicUris },
    tags: app.tags,
    notes: app.notes,
    uniqueName: app.uniqueName,
  }
}

/** A secret; its text is only told by the call that makes it. */
export function passwordBody(password: Password, secretText: string | null): Record<string, unknown> {
  return {
    customKeyIdentifier: null,
    displayName: password.displayName,
    hint: password.hint,
    keyId: password.keyId,
    secretText,
    startDateTime: password.start,
    endDateTime: password.end,
  }
}

export function keyBody(key: Key): Record<string, unknown> {
  return {
    customKeyIdentifier: key.thumbprint.toString('base64'),
    displayName: key.displayName,
    keyId: key.keyId,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: null,
    startDateTime: key.start,
    endDateTime: key.end,
  }
}

/** `GET /servicePrincipals(appId='…')`: the enterprise application, or Microsoft Graph's own. */
export function servicePrincipal(service: Service, appId: string): Answer {
  if (appId.toLowerCase() === graphAppId) return json(200, graphPrincipal(service))
  const app = appOf(service, appId)
  const principal = app?.principal ?? null
  if (app === null || principal === null || principal.visible.read > service.entra.delays.now()) {
    return notFound(appId)
  }
  return json(200, principalBody(service, app, principal))
}

function graphPrincipal(service: Service): Record<string, unknown> {
  const appRoles = Object.entries(roleIds).map(([value, id]) => ({
    id,
    value,
    isEnabled: true,
    allowedMemberTypes: ['Application'],
  }))
  return {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#servicePrincipals/$entity`,
    id: service.credentials.graphServicePrincipalId,
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
  }
}

/** An enterprise application as Graph writes it. */
export function principalBody(service: Service, app: App, principal: Principal): Record<string, unknown> {
  return {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#servicePrincipals/$entity`,
    id: principal.id,
    appId: app.appId,
    displayName: app.displayName,
    accountEnabled: principal.accountEnabled,
    appRoleAssignmentRequired: principal.appRoleAssignmentRequired,
    servicePrincipalType: 'Application',
    tags: principal.tags,
    appRoles: [],
  }
}

/** `GET /servicePrincipals/{id}/appRoleAssignments`: what is really granted. */
export function appRoleAssignments(service: Service, id: string): Answer {
  const app = service.entra.apps.all().find(({ principal }) => principal?.id === id.toLowerCase())
  if (app === undefined || app.deletedAt !== null) return notFound(id)
  const { world } = service
  const isListed = ({ listedAt }: { listedAt: number }) => listedAt <= service.now()
  return json(200, {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#appRoleAssignments`,
    value: app.granted.filter(isListed).map(({ role }, position) => ({
      id: guid(world.seed, 316, position),
      deletedDateTime: null,
      appRoleId: roleId(role),
      createdDateTime: timeText(world.dateText(world.anchor - 20), 41_000),
      principalDisplayName: app.displayName,
      principalId: app.principal?.id,
      principalType: 'ServicePrincipal',
      resourceDisplayName: 'Microsoft Graph',
      resourceId: service.credentials.graphServicePrincipalId,
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
  service.entra.names.change(wanted === 'true')
  return { status: 204, headers: {}, body: '' }
}
