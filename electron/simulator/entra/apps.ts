import { randomBytes, randomUUID } from 'node:crypto'
import type { Delays, Visible } from './consistency.ts'

export type Password = {
  readonly keyId: string
  readonly displayName: string | null
  readonly hint: string
  readonly text: string
  readonly start: string
  readonly end: string
  /** From when sign-in takes it. */
  readonly usableAt: number
  /** From when the registration lists it. */
  readonly listedAt: number
}

export type Key = {
  readonly keyId: string
  readonly displayName: string | null
  /** The certificate, DER. */
  readonly der: Buffer
  /** SHA-1 of it. */
  readonly thumbprint: Buffer
  readonly start: string
  readonly end: string
  readonly usableAt: number
  readonly listedAt: number
}

/** A secret that is gone, but is listed for some time longer. */
export type Removed = { readonly password: Password; readonly until: number }

/** A permission granted to the enterprise application, by name. */
export type Granted = {
  readonly id: string
  readonly role: string
  readonly inTokensAt: number
  /** When the list of what is granted shows it. */
  readonly listedAt: number
}

export type Principal = {
  readonly id: string
  accountEnabled: boolean
  appRoleAssignmentRequired: boolean
  tags: readonly string[]
  readonly visible: Visible
}

export type ResourceAccess = {
  readonly resourceAppId: string
  readonly resourceAccess: readonly { readonly id: string; readonly type: string }[]
}

/** A registration with its enterprise application. */
export type App = {
  readonly id: string
  readonly appId: string
  readonly createdAt: string
  displayName: string
  signInAudience: string
  webUris: readonly string[]
  spaUris: readonly string[]
  publicUris: readonly string[]
  publicFlows: boolean
  access: readonly ResourceAccess[]
  passwords: readonly Password[]
  keys: readonly Key[]
  removed: readonly Removed[]
  granted: readonly Granted[]
  /** Delegated permissions granted for everybody. */
  scopes: readonly string[]
  tags: readonly string[]
  notes: string | null
  readonly uniqueName: string | null
  readonly owner: string | null
  principal: Principal | null
  /** Whether a change of it has met another one, which happens once. */
  hasConflicted: boolean
  readonly visible: Visible
  /** When listings show it, which are later than the object itself. */
  readonly listedAt: number
  deletedAt: string | null
}

export type NewApp = Partial<
  Pick<
    App,
    | 'signInAudience'
    | 'webUris'
    | 'spaUris'
    | 'publicUris'
    | 'publicFlows'
    | 'access'
    | 'tags'
    | 'notes'
    | 'uniqueName'
    | 'owner'
  >
> & { readonly displayName: string }

/** What Graph takes when nothing is said about the accounts. */
export const usualAudience = 'AzureADandPersonalMicrosoftAccount'

/** The registrations of the tenant, the one that it begins with first. */
export type AppBook = {
  readonly all: () => readonly App[]
  add(app: NewApp): App
  /** Takes a deleted one away for good. */
  purge(app: App): void
}

export function createAppBook(first: App, delays: Delays): AppBook {
  let apps: readonly App[] = [first]
  return {
    all: () => apps,
    add: wanted => {
      const app = newApp(wanted, delays)
      apps = [...apps, app]
      return app
    },
    purge: app => {
      apps = apps.filter(other => other !== app)
    },
  }
}

function newApp(wanted: NewApp, delays: Delays): App {
  return {
    id: randomUUID(),
    appId: randomUUID(),
    createdAt: delays.nowText(),
    signInAudience: usualAudience,
    ...{ webUris: [], spaUris: [], publicUris: [], publicFlows: false, access: [], tags: [] },
    ...{ notes: null, uniqueName: null, owner: null },
    ...wanted,
    ...{
      passwords: [],
      keys: [],
      removed: [],
      granted: [],
      scopes: [],
      principal: null,
      deletedAt: null,
      hasConflicted: false,
    },
    visible: delays.object(),
    listedAt: delays.listing(),
  }
}

export function newPrincipal(tags: readonly string[], delays: Delays): Principal {
  const id = randomUUID()
  return { id, accountEnabled: true, appRoleAssignmentRequired: false, tags, visible: delays.object() }
}

/** A new secret's text in the usual shape: three letters, a digit, `Q~`. */
export function secretText(): string {
  const letters = randomBytes(48)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
  return `${letters.slice(0, 3)}8Q~${letters.slice(3, 37)}`
}
