import { type Answer, graphError, json } from '../../answer.ts'
import { type App, type NewApp, type ResourceAccess, usualAudience } from '../../entra/apps.ts'
import { credentialPolicyId } from '../../entra/settings.ts'
import type { Service } from '../../service.ts'
import { applicationBody } from '../registration.ts'
import { notFound } from '../users.ts'
import { changeKeys } from './keys.ts'
import { denied, holds, personOf, refuseChanging, refuseCreating } from './rights.ts'
import {
  appById,
  badRequest,
  isAnswer,
  listIn,
  noContent,
  objectIn,
  textIn,
  textsIn,
  type WriteRoute,
  type WriteVisit,
} from './route.ts'

const readers = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'] as const

function list({ service, claims, call }: WriteVisit): Answer {
  if (!holds(claims, ...readers)) return denied
  const wanted = filterOf(call.url.searchParams.get('$filter') ?? '')
  if (wanted === null)
    return badRequest('Unsupported or invalid query filter clause.', 'Request_UnsupportedQuery')
  const now = service.entra.delays.now()
  const found = service.entra.apps
    .all()
    .filter(app => app.deletedAt === null && app.listedAt <= now && wanted(app))
  return json(200, { value: found.map(app => applicationBody(service, app)) })
}

/** The filters by which tools find their own registration; null for any other. */
function filterOf(text: string): ((app: App) => boolean) | null {
  if (text === '') return () => true
  const literal = (pattern: RegExp) => pattern.exec(text)?.[1]?.replaceAll("''", "'")
  const name = literal(/^displayName eq '((?:[^']|'')*)'$/)
  if (name !== undefined) return app => app.displayName.toLowerCase() === name.toLowerCase()
  const tag = literal(/^tags\/any\(\w+:\s*\w+ eq '((?:[^']|'')*)'\)$/)
  if (tag !== undefined) return app => app.tags.includes(tag)
  const id = literal(/^appId eq '([^']*)'$/)
  return id === undefined ? null : app => app.appId === id
}

function create({ service, claims, body }: WriteVisit): Answer {
  const refusal =
    refuseCreating(service, claims) ??
    refuseAudience(service, textIn(body, 'signInAudience') ?? usualAudience) ??
    refuseReference(service, body)
  if (refusal !== null) return refusal
  const displayName = textIn(body, 'displayName')
  if (displayName === null || displayName === '')
    return badRequest("Invalid value specified for property 'displayName'.")
  if (listIn(body, 'passwordCredentials') !== null) return badRequest('Passwords cannot be sent here.')
  const wanted: NewApp = {
    ...changesIn(body),
    displayName,
    uniqueName: textIn(body, 'uniqueName'),
    owner: ownerOf(service, claims),
  }
  const app = service.entra.apps.add(wanted)
  return json(201, applicationBody(service, app))
}

function refuseAudience({ settings }: Service, audience: string | null): Answer | null {
  if (audience === null || !settings.entra.forbiddenAudiences.includes(audience)) return null
  return badRequest(
    `The sign-in audience is not allowed as per assigned policy '${credentialPolicyId}'.`,
    'SignInAudienceNotAllowedAsPerAppPolicy',
  )
}

function refuseReference({ settings }: Service, body: WriteVisit['body']): Answer | null {
  if (!settings.entra.serviceReferenceDemanded) return null
  const reference = textIn(body, 'serviceManagementReference')
  if (reference === null) {
    return badRequest('ServiceManagementReference field is required.', 'ServiceTreeNullValueProvided')
  }
  const isGuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference)
  return isGuid ? null : badRequest('ServiceManagementReference is not valid.', 'ServiceTreeInvalid')
}

/** Administrators of applications do not become owners of what they register. */
function ownerOf(service: Service, claims: WriteVisit['claims']): string | null {
  const account = personOf(service, claims)
  if (account === null) return null
  const isOwner = account.roles.every(role => !/^(Cloud )?Application Administrator$/.test(role))
  return isOwner ? account.id : null
}

/** What a body changes; collections are replaced whole, absent properties stay. */
function changesIn(body: WriteVisit['body']): Partial<App> {
  const access = listIn(body, 'requiredResourceAccess')
  return {
    ...present('displayName', textIn(body, 'displayName')),
    ...present('signInAudience', textIn(body, 'signInAudience')),
    ...present('webUris', textsIn(objectIn(body, 'web'), 'redirectUris')),
    ...present('spaUris', textsIn(objectIn(body, 'spa'), 'redirectUris')),
    ...present('publicUris', textsIn(objectIn(body, 'publicClient'), 'redirectUris')),
    ...present('tags', textsIn(body, 'tags')),
    ...present('notes', textIn(body, 'notes')),
    ...(typeof body['isFallbackPublicClient'] === 'boolean'
      ? { publicFlows: body['isFallbackPublicClient'] }
      : {}),
    ...(access === null ? {} : { access: access.map(readAccess) }),
  }
}

function present<K extends keyof App>(name: K, value: App[K] | null): Partial<App> {
  return value === null ? {} : { [name]: value }
}

function readAccess(value: unknown): ResourceAccess {
  const entries = listIn(value, 'resourceAccess') ?? []
  return {
    resourceAppId: String(Reflect.get(Object(value), 'resourceAppId')),
    resourceAccess: entries.map(entry => ({
      id: String(Reflect.get(Object(entry), 'id')),
      type: String(Reflect.get(Object(entry), 'type')),
    })),
  }
}

/** Under `nasty` consistency the first change of a registration meets another one under way. */
function meetsConflict({ settings }: Service, app: App): boolean {
  if (settings.entra.consistency !== 'nasty' || app.hasConflicted) return false
  app.hasConflicted = true
  return true
}

function patch(visit: WriteVisit, app: App | Answer): Answer {
  if (isAnswer(app)) return app
  const { service, claims, body } = visit
  const refusal =
    refuseChanging(service, claims, app) ??
    refuseAudience(service, textIn(body, 'signInAudience')) ??
    changeKeys(service, app, body)
  if (refusal !== null) return refusal
  if (meetsConflict(service, app)) {
    return graphError(409, 'Directory_ConcurrencyViolation', 'Try again, a concurrent update was detected.')
  }
  Object.assign(app, changesIn(body))
  return noContent
}

/** `PATCH /applications(uniqueName='…')`, which creates with `Prefer: create-if-missing`. */
function upsert(visit: WriteVisit): Answer {
  const { service, call, body, parts } = visit
  const uniqueName = parts[0] ?? ''
  const app = service.entra.apps
    .all()
    .find(known => known.uniqueName === uniqueName && known.deletedAt === null)
  if (app !== undefined) return patch(visit, app)
  if (call.headers['prefer'] !== 'create-if-missing') return notFound(uniqueName)
  return create({ ...visit, body: { ...body, uniqueName } })
}

function remove({ service, claims, parts }: WriteVisit): Answer {
  const app = appById(service, parts[0] ?? '')
  if (isAnswer(app)) return app
  const refusal = refuseChanging(service, claims, app)
  if (refusal !== null) return refusal
  app.deletedAt = service.entra.delays.nowText()
  return noContent
}

function deletedItems({ service, claims, call }: WriteVisit): Answer {
  if (!holds(claims, ...readers)) return denied
  const wanted = filterOf(call.url.searchParams.get('$filter') ?? '')
  if (wanted === null)
    return badRequest('Unsupported or invalid query filter clause.', 'Request_UnsupportedQuery')
  const gone = service.entra.apps.all().filter(app => app.deletedAt !== null && wanted(app))
  return json(200, { value: gone.map(app => applicationBody(service, app)) })
}

function ofDeleted(then: (service: Service, app: App) => Answer): WriteRoute['visit'] {
  return ({ service, claims, parts }) => {
    const app = service.entra.apps.all().find(known => known.id === parts[0] && known.deletedAt !== null)
    if (app === undefined) return notFound(parts[0] ?? '')
    return refuseChanging(service, claims, app) ?? then(service, app)
  }
}

const restore = ofDeleted((service, app) => {
  app.deletedAt = null
  return json(200, applicationBody(service, app))
})
const purge = ofDeleted((service, app) => {
  service.entra.apps.purge(app)
  return noContent
})

/** Registrations: found, made, changed, deleted, restored. */
export const applicationRoutes: readonly WriteRoute[] = [
  { method: 'GET', pattern: /^\/applications$/, visit: list },
  { method: 'POST', pattern: /^\/applications$/, visit: create },
  { method: 'PATCH', pattern: /^\/applications\(uniqueName='([^']*)'\)$/, visit: upsert },
  {
    method: 'GET',
    pattern: /^\/applications\/([^/()]+)$/,
    visit: ({ service, claims, parts }) => {
      if (!holds(claims, ...readers)) return denied
      const app = appById(service, parts[0] ?? '', 'read')
      return isAnswer(app) ? app : json(200, applicationBody(service, app))
    },
  },
  {
    method: 'PATCH',
    pattern: /^\/applications\/([^/()]+)$/,
    visit: visit => patch(visit, appById(visit.service, visit.parts[0] ?? '')),
  },
  { method: 'DELETE', pattern: /^\/applications\/([^/()]+)$/, visit: remove },
  {
    method: 'GET',
    pattern: /^\/directory\/deletedItems\/microsoft\.graph\.application$/,
    visit: deletedItems,
  },
  { method: 'POST', pattern: /^\/directory\/deletedItems\/([^/]+)\/restore$/, visit: restore },
  { method: 'DELETE', pattern: /^\/directory\/deletedItems\/([^/]+)$/, visit: purge },
]
