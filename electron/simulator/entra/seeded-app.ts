import { guid } from '../random.ts'
import { type Credentials, graphAppId, roleId, roleName, scopeIds } from '../registration.ts'
import type { Settings } from '../settings.ts'
import type { App, Key, Password, ResourceAccess } from './apps.ts'

type Seed = {
  readonly settings: Settings
  readonly credentials: Credentials
  /** The credentials that it has from the start, as they are now. */
  readonly passwords: () => readonly Password[]
  readonly keys: () => readonly Key[]
}

const seen = { read: 0, write: 0 }

/**
 * The registration that the tenant begins with. What it is like stays in the settings, which tests turn, so
 * that both ways of changing it are one.
 */
export function createSeededApp({ settings, credentials, passwords, keys }: Seed): App {
  const secrets = listed(passwords)
  const certificates = listed(keys)
  const change = (part: Partial<Settings['registration']>) => {
    settings.registration = { ...settings.registration, ...part }
  }
  return {
    id: credentials.objectId,
    appId: credentials.clientId,
    createdAt: '2026-01-15T09:00:00Z',
    get displayName() {
      return settings.registration.displayName
    },
    set displayName(displayName) {
      change({ displayName })
    },
    get signInAudience() {
      return settings.registration.signInAudience
    },
    set signInAudience(signInAudience) {
      change({ signInAudience })
    },
    get webUris() {
      return settings.registration.redirectUris
    },
    set webUris(redirectUris) {
      change({ redirectUris })
    },
    get publicUris() {
      return settings.registration.publicRedirectUris
    },
    set publicUris(publicRedirectUris) {
      change({ publicRedirectUris })
    },
    get publicFlows() {
      return settings.registration.allowPublicClientFlows
    },
    set publicFlows(allowPublicClientFlows) {
      change({ allowPublicClientFlows })
    },
    get access() {
      return accessOf(settings)
    },
    set access(access) {
      const ids = access
        .filter(({ resourceAppId }) => resourceAppId === graphAppId)
        .flatMap(({ resourceAccess }) => resourceAccess)
      change({
        delegatedScopes: ids.filter(({ type }) => type === 'Scope').map(({ id }) => scopeName(id)),
        requestedRoles: ids.filter(({ type }) => type === 'Role').map(({ id }) => roleName(id)),
      })
    },
    get granted() {
      return settings.grantedRoles.map((role, position) => ({
        id: guid(credentials.clientId.length, 316, position),
        role,
        inTokensAt: 0,
        listedAt: 0,
      }))
    },
    set granted(granted) {
      settings.grantedRoles = granted.map(({ role }) => role)
    },
    get passwords() {
      return secrets.now()
    },
    set passwords(wanted) {
      secrets.change(wanted)
    },
    get keys() {
      return certificates.now()
    },
    set keys(wanted) {
      certificates.change(wanted)
    },
    spaUris: [],
    removed: [],
    scopes: ['offline_access'],
    tags: [],
    notes: null,
    uniqueName: null,
    owner: null,
    principal: seededPrincipal(settings, credentials, change),
    visible: seen,
    listedAt: 0,
    deletedAt: null,
    hasConflicted: false,
  }
}

/** A list whose first entries come from elsewhere and can only be taken away. */
function listed<T extends { readonly keyId: string }>(first: () => readonly T[]) {
  let added: readonly T[] = []
  let removed: ReadonlySet<string> = new Set()
  return {
    now: () => [...first().filter(({ keyId }) => !removed.has(keyId)), ...added],
    change: (wanted: readonly T[]) => {
      const ids = new Set(first().map(({ keyId }) => keyId))
      const kept = new Set(wanted.map(({ keyId }) => keyId))
      removed = new Set([...ids].filter(keyId => !kept.has(keyId)))
      added = wanted.filter(({ keyId }) => !ids.has(keyId))
    },
  }
}

function seededPrincipal(
  settings: Settings,
  { servicePrincipalId }: Credentials,
  change: (part: Partial<Settings['registration']>) => void,
): NonNullable<App['principal']> {
  return {
    id: servicePrincipalId,
    get accountEnabled() {
      return settings.registration.accountEnabled
    },
    set accountEnabled(accountEnabled) {
      change({ accountEnabled })
    },
    get appRoleAssignmentRequired() {
      return settings.registration.appRoleAssignmentRequired
    },
    set appRoleAssignmentRequired(appRoleAssignmentRequired) {
      change({ appRoleAssignmentRequired })
    },
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    visible: seen,
  }
}

function accessOf({ registration, grantedRoles }: Settings): readonly ResourceAccess[] {
  const resourceAccess = [
    ...registration.delegatedScopes.map(name => ({
      id: scopeIds[name] ?? guid(315, name.length),
      type: 'Scope',
    })),
    ...(registration.requestedRoles ?? grantedRoles).map(name => ({ id: roleId(name), type: 'Role' })),
  ]
  return resourceAccess.length === 0 ? [] : [{ resourceAppId: graphAppId, resourceAccess }]
}

function scopeName(id: string): string {
  return Object.entries(scopeIds).find(([, known]) => known === id)?.[0] ?? id
}
