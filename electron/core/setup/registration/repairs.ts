import { entriesOf } from '../../datasets/fields.ts'
import { graphAppId, permissions, roleName, usefulPermissions } from '../../datasets/permissions.ts'
import type { Application } from '../../datasets/registration.ts'
import { redirectUri } from '../checklist.ts'

/** What a registration is to be like; whatever is left out stays as it is. */
export type Aims = {
  /** Accounts of this tenant only. */
  audience?: boolean
  /** `http://localhost` under Web, and under no other platform. */
  redirect?: boolean
  /** No public client flows. */
  publicClient?: boolean
  /** The delegated permission `offline_access` asked for. */
  offlineAccess?: boolean
  /** The delegated permission `User.Read` not asked for. */
  userRead?: boolean
  /** Application permissions of Microsoft Graph to ask for. */
  roles?: readonly string[]
  /** Whether application permissions are no longer asked for that the app never needs. */
  excess?: boolean
}

/** Ids of permissions of Microsoft Graph by name, as this tenant lists them. */
export type PermissionIds = { role(name: string): string | null; scope(name: string): string | null }

/** The smallest change, with what it does; an empty patch when everything is right. */
export type Repair = { patch: Readonly<Record<string, unknown>>; changes: readonly string[] }

/**
 * What has to be changed of a registration that is there. Entries of other services than Microsoft Graph and
 * redirect URIs of others stay.
 */
export function repairFor(application: Application, aims: Aims, ids: PermissionIds): Repair {
  const patch: Record<string, unknown> = {}
  const changes: string[] = []
  if (aims.audience === true && application.signInAudience !== 'AzureADMyOrg') {
    patch['signInAudience'] = 'AzureADMyOrg'
    changes.push('accounts of this organizational directory only')
  }
  if (aims.publicClient === true && application.isFallbackPublicClient === true) {
    patch['isFallbackPublicClient'] = false
    changes.push('no public client flows')
  }
  if (aims.redirect === true) {
    const redirects = redirectPatch(application)
    Object.assign(patch, redirects)
    if (Object.keys(redirects).length > 0) changes.push('http://localhost under Web')
  }
  const access = accessFor(application, aims, ids)
  if (access !== null) {
    patch['requiredResourceAccess'] = access.list
    changes.push(...access.changes)
  }
  return { patch, changes }
}

function redirectPatch({ web, spa, publicClient }: Application): Record<string, unknown> {
  const uris = (platform: Application['web']) => [...entriesOf(platform?.redirectUris)]
  const isOurs = (uri: string) => uri === redirectUri || uri === `${redirectUri}/`
  const patch: Record<string, unknown> = {}
  if (!uris(web).some(isOurs)) patch['web'] = { redirectUris: [...uris(web), redirectUri] }
  // The same address under two platforms is ambiguous (reply URL page).
  if (uris(spa).some(isOurs)) patch['spa'] = { redirectUris: uris(spa).filter(uri => !isOurs(uri)) }
  if (uris(publicClient).some(isOurs)) {
    patch['publicClient'] = { redirectUris: uris(publicClient).filter(uri => !isOurs(uri)) }
  }
  return patch
}

type Access = { id: string; type: string }
export type ResourceAccess = { resourceAppId: string; resourceAccess: readonly Access[] }

function accessFor(
  application: Application,
  aims: Aims,
  ids: PermissionIds,
): { list: readonly ResourceAccess[]; changes: readonly string[] } | null {
  const all = resourcesOf(application)
  const before = all.filter(({ resourceAppId }) => resourceAppId === graphAppId).flatMap(accessOf)
  const dropped = before.filter(access => isUnwanted(access, aims, ids))
  const kept = before.filter(access => !dropped.includes(access))
  const added = wantedAccess(aims, ids).filter(({ id }) => !kept.some(access => access.id === id))
  if (added.length === 0 && dropped.length === 0) return null
  const others = all.filter(({ resourceAppId }) => resourceAppId !== graphAppId)
  const own = {
    resourceAppId: graphAppId,
    resourceAccess: [...kept, ...added.map(({ id, type }) => ({ id, type }))],
  }
  return {
    list: own.resourceAccess.length === 0 ? others : [...others, own],
    changes: [
      ...added.map(({ name }) => `asks for ${name}`),
      ...dropped.map(({ id }) => `no longer asks for ${nameOf(id)}`),
    ],
  }
}

function accessOf({ resourceAccess }: ResourceAccess): readonly Access[] {
  return resourceAccess
}

/** What a registration asks for, without entries that cannot be read. */
function resourcesOf(application: Application): readonly ResourceAccess[] {
  return entriesOf(application.requiredResourceAccess).flatMap(({ resourceAppId, resourceAccess }) => {
    if (resourceAppId == null) return []
    const access = entriesOf(resourceAccess).flatMap(({ id, type }) =>
      id == null || type == null ? [] : [{ id: id.toLowerCase(), type }],
    )
    return [{ resourceAppId: resourceAppId.toLowerCase(), resourceAccess: access }]
  })
}

/** The permissions that a new registration of these aims asks for. */
export function wantedAccess(aims: Aims, ids: PermissionIds): readonly (Access & { name: string })[] {
  const scope = aims.offlineAccess === true ? ids.scope('offline_access') : null
  const roles = (aims.roles ?? []).flatMap(name => {
    const id = ids.role(name)
    return id === null ? [] : [{ id, type: 'Role', name }]
  })
  return [...(scope === null ? [] : [{ id: scope, type: 'Scope', name: 'offline_access' }]), ...roles]
}

function isUnwanted({ id, type }: Access, { userRead, excess }: Aims, ids: PermissionIds): boolean {
  if (type === 'Scope') return userRead === true && id === ids.scope('User.Read')
  return excess === true && type === 'Role' && !usefulPermissions.some(name => name === roleName(id))
}

function nameOf(id: string): string {
  return id === permissions['User.Read'].id ? 'User.Read' : roleName(id)
}
