import { randomUUID } from 'node:crypto'
import { type Answer, graphError, json } from '../../answer.ts'
import { type App, newPrincipal, type Principal } from '../../entra/apps.ts'
import { hasRole } from '../../entra/people.ts'
import { roleName } from '../../registration.ts'
import type { Service } from '../../service.ts'
import { appRoleAssignments, principalBody, servicePrincipal } from '../registration.ts'
import { notFound } from '../users.ts'
import { denied, holds, isAppAdministrator, personOf, refuseChanging, refuseGranting } from './rights.ts'
import { badRequest, noContent, textIn, textsIn, type WriteRoute, type WriteVisit } from './route.ts'

const readers = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'] as const

function create({ service, claims, body }: WriteVisit): Answer {
  const appId = textIn(body, 'appId')
  const { apps, delays } = service.entra
  const app = apps.all().find(known => known.appId === appId && known.deletedAt === null)
  if (app === undefined || app.visible.write > delays.now()) {
    return service.settings.entra.consistency === 'bad' ? notInTenant : noBackingApplication(appId)
  }
  const refusal = refuseChanging(service, claims, app)
  if (refusal !== null) return refusal
  if (app.principal !== null) {
    const message = `The service principal cannot be created because ${appId} is already in use.`
    return graphError(409, 'Request_MultipleObjectsWithSameKeyValue', message)
  }
  app.principal = newPrincipal(textsIn(body, 'tags') ?? [], delays)
  return json(201, principalBody(service, app, app.principal))
}

/** The other thing that is said of an application that is not everywhere yet. */
const notInTenant = graphError(
  403,
  'Authorization_RequestDenied',
  'When using this permission, the backing application of the service principal being created must in the local tenant',
)

function noBackingApplication(appId: string | null): Answer {
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`
  const details = [{ code: 'NoBackingApplicationObject', message, target: 'appId' }]
  return json(400, { error: { code: 'Request_BadRequest', message, details } })
}

function found(
  service: Service,
  id: string,
  purpose: 'read' | 'write',
): { app: App; principal: Principal } | null {
  const { apps, delays } = service.entra
  const app = apps.all().find(known => known.principal?.id === id.toLowerCase() && known.deletedAt === null)
  const principal = app?.principal ?? null
  if (app === undefined || principal === null) return null
  return principal.visible[purpose] > delays.now() ? null : { app, principal }
}

function patch({ service, claims, parts, body }: WriteVisit): Answer {
  const pair = found(service, parts[0] ?? '', 'write')
  if (pair === null) return notFound(parts[0] ?? '')
  const refusal = refuseChanging(service, claims, pair.app)
  if (refusal !== null) return refusal
  if (typeof body['accountEnabled'] === 'boolean') pair.principal.accountEnabled = body['accountEnabled']
  return noContent
}

function remove({ service, claims, parts }: WriteVisit): Answer {
  const pair = found(service, parts[0] ?? '', 'write')
  if (pair === null) return notFound(parts[0] ?? '')
  const refusal = refuseChanging(service, claims, pair.app)
  if (refusal !== null) return refusal
  pair.app.principal = null
  return noContent
}

/** `POST …/appRoleAssignedTo` of Microsoft Graph, or `…/appRoleAssignments` of the enterprise application. */
function assign({ service, claims, body }: WriteVisit): Answer {
  const refusal = refuseGranting(service, claims)
  if (refusal !== null) return refusal
  const pair = found(service, textIn(body, 'principalId') ?? '', 'write')
  if (pair === null || textIn(body, 'resourceId') !== service.credentials.graphServicePrincipalId) {
    return badRequest('Not a valid reference update.')
  }
  const role = roleName(textIn(body, 'appRoleId') ?? '')
  if (pair.app.granted.some(known => known.role === role)) {
    return badRequest('Permission being assigned already exists on the object')
  }
  const { delays } = service.entra
  const granted = { id: randomUUID(), role, inTokensAt: delays.consent(), listedAt: delays.grant() }
  pair.app.granted = [...pair.app.granted, granted]
  return json(201, { id: granted.id, appRoleId: textIn(body, 'appRoleId'), principalId: pair.principal.id })
}

function listGrants({ service, claims, call }: WriteVisit): Answer {
  if (!holds(claims, ...readers, 'DelegatedPermissionGrant.ReadWrite.All')) return denied
  const client = /clientId eq '([^']*)'/.exec(call.url.searchParams.get('$filter') ?? '')?.[1]
  const apps = service.entra.apps
    .all()
    .filter(
      ({ principal, scopes }) => scopes.length > 0 && (client === undefined || principal?.id === client),
    )
  return json(200, { value: apps.map(app => grantBody(service, app)) })
}

function grantBody(service: Service, { id, principal, scopes }: App): Record<string, unknown> {
  return {
    ...{ id: `grant-${id}`, clientId: principal?.id, consentType: 'AllPrincipals', principalId: null },
    resourceId: service.credentials.graphServicePrincipalId,
    scope: scopes.join(' '),
  }
}

function changeGrant(visit: WriteVisit, find: (app: App) => boolean): Answer {
  const { service, claims, body } = visit
  const account = personOf(service, claims)
  const isAllowed =
    account !== null && (isAppAdministrator(account) || hasRole(account, 'Privileged Role Administrator'))
  if (!holds(claims, 'DelegatedPermissionGrant.ReadWrite.All') || !isAllowed) return denied
  const app = service.entra.apps.all().find(find)
  if (app === undefined) return notFound('the grant')
  if (visit.call.method === 'POST' && app.scopes.length > 0) {
    return graphError(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.')
  }
  app.scopes = (textIn(body, 'scope') ?? '').split(' ').filter(scope => scope !== '')
  return visit.call.method === 'POST' ? json(201, grantBody(service, app)) : noContent
}

/** Enterprise applications, and what is granted to them. */
export const principalRoutes: readonly WriteRoute[] = [
  { method: 'POST', pattern: /^\/servicePrincipals$/, visit: create },
  {
    method: 'GET',
    pattern: /^\/servicePrincipals$/,
    visit: ({ service, claims, call }) => {
      if (!holds(claims, ...readers)) return denied
      const appId = /^appId eq '([^']*)'$/.exec(call.url.searchParams.get('$filter') ?? '')?.[1] ?? ''
      const one = servicePrincipal(service, appId)
      return one.status === 200
        ? json(200, { value: [JSON.parse(String(one.body))] })
        : json(200, { value: [] })
    },
  },
  { method: 'PATCH', pattern: /^\/servicePrincipals\/([^/()]+)$/, visit: patch },
  { method: 'DELETE', pattern: /^\/servicePrincipals\/([^/()]+)$/, visit: remove },
  { method: 'POST', pattern: /^\/servicePrincipals\/[^/()]+\/appRoleAssign(?:edTo|ments)$/, visit: assign },
  {
    method: 'DELETE',
    pattern: /^\/servicePrincipals\/([^/()]+)\/appRoleAssign(?:edTo|ments)\/([^/]+)$/,
    visit: ({ service, claims, parts }) => {
      const refusal = refuseGranting(service, claims)
      if (refusal !== null) return refusal
      for (const app of service.entra.apps.all()) {
        if (app.granted.some(({ id }) => id === parts[1])) {
          app.granted = app.granted.filter(({ id }) => id !== parts[1])
          return noContent
        }
      }
      return notFound(parts[1] ?? '')
    },
  },
  {
    method: 'GET',
    pattern: /^\/servicePrincipals\/([^/()]+)\/appRoleAssignments$/,
    visit: ({ service, claims, parts }) =>
      holds(claims, ...readers, 'Application.ReadWrite.OwnedBy')
        ? appRoleAssignments(service, parts[0] ?? '')
        : denied,
  },
  { method: 'GET', pattern: /^\/oauth2PermissionGrants$/, visit: listGrants },
  {
    method: 'POST',
    pattern: /^\/oauth2PermissionGrants$/,
    visit: visit => changeGrant(visit, ({ principal }) => principal?.id === textIn(visit.body, 'clientId')),
  },
  {
    method: 'PATCH',
    pattern: /^\/oauth2PermissionGrants\/([^/]+)$/,
    visit: visit => changeGrant(visit, ({ id }) => `grant-${id}` === visit.parts[0]),
  },
]
