import { entriesOf } from '../../datasets/fields.ts'
import { graphAppId } from '../../datasets/permissions.ts'
import { redirectUri } from '../checklist.ts'
import { listed } from '../checks/check.ts'
import type { DeletedApplication, FoundApplication } from './read.ts'
import { type Aims, type PermissionIds, type Repair, repairFor, wantedAccess } from './repairs.ts'

/** What a call makes, so that it can be settled after a lost answer, and undone. */
export type StepKind =
  | 'application'
  | 'restore'
  | 'repair'
  | 'principal'
  | 'enable'
  | 'secret'
  | 'certificate'
  | 'upload'
  | 'addKey'
  | 'removeKey'
  | 'removeSecret'
  | 'removeCertificate'
  | 'switch'
  | 'switchBack'
  | 'names'

/** One call that changes something. `{application}`, `{principal}` and `{client}` stand for ids to come. */
export type Step = {
  kind: StepKind
  title: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body: unknown
  /** Id of the credential that is removed. */
  removesKey?: string
  /** The certificate that is uploaded as it is: base64 of its DER. */
  der?: string
}

/** What is there of the registration. */
export type Found = {
  application: FoundApplication
  principal: { id: string; accountEnabled: boolean } | null
}

export type CredentialWish = {
  kind: 'secret' | 'certificate'
  /** Tells its entry from others of the same registration. */
  name: string
  /** When a secret ends, in epoch milliseconds. */
  endsAt: number
}

/** The tag by which a registration of this app is found again, and the one of this run alone. */
export const ownTag = 'M365Connector'
export const runTag = (run: string) => `M365Connector:${run}`

/** Everything that the checklist asks of a registration. */
export function wholeAims(roles: readonly string[]): Aims {
  return {
    ...{ audience: true, redirect: true, publicClient: true, offlineAccess: true, userRead: true },
    roles,
  }
}

type CreateWish = { appName: string; run: string; roles: readonly string[]; credential: CredentialWish }

/**
 * The calls that make a registration as the checklist asks for it, or complete the one that is there. Only
 * what is missing is made.
 */
export function planCreate(wish: CreateWish, found: Found | null, ids: PermissionIds): readonly Step[] {
  const credential = credentialStep(wish.credential)
  if (found === null) return [newApplication(wish, ids), newPrincipal, credential]
  return [
    ...repairSteps(repairFor(found.application, wholeAims(wish.roles), ids)),
    ...principalSteps(found),
    credential,
  ]
}

/** The calls that repair what checks found. */
export function planFix(aims: Aims, found: Found, ids: PermissionIds, enable: boolean): readonly Step[] {
  const steps = repairSteps(repairFor(found.application, aims, ids))
  return enable ? [...steps, ...principalSteps(found)] : steps
}

/** Brings a deleted registration back with its enterprise application (directory-deleteditems-restore). */
export function planRestore({ displayName, deletedAt }: DeletedApplication): readonly Step[] {
  const day = deletedAt === null ? '' : ` on ${deletedAt.slice(0, 10)}`
  return [
    {
      kind: 'restore',
      title: `Restore the registration “${displayName ?? ''}”, which was deleted${day}, with its enterprise application`,
      method: 'POST',
      path: '/directory/deletedItems/{application}/restore',
      body: null,
    },
  ]
}

/** Shows or conceals names in the reports; nothing when the setting is right already. */
export function planNames(show: boolean, isConcealed: boolean | null): readonly Step[] {
  if (isConcealed === !show) return []
  return [
    {
      kind: 'names',
      title: show
        ? 'Show the names of users, groups and sites in all usage reports of the tenant'
        : 'Conceal the names of users, groups and sites in all usage reports of the tenant',
      method: 'PATCH',
      path: '/admin/reportSettings',
      body: { displayConcealedNames: !show },
    },
  ]
}

/** The account types are sent because Graph takes every account where they are left out. */
function newApplication({ appName, run, roles }: CreateWish, ids: PermissionIds): Step {
  const aims = wholeAims(roles)
  const resourceAccess = wantedAccess(aims, ids).map(({ id, type }) => ({ id, type }))
  return {
    kind: 'application',
    title: `Register the application “${appName}” for this organizational directory only`,
    method: 'POST',
    path: '/applications',
    body: {
      displayName: appName,
      signInAudience: 'AzureADMyOrg',
      web: { redirectUris: [redirectUri] },
      requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess }],
      tags: [ownTag, runTag(run)],
    },
  }
}

const newPrincipal: Step = {
  kind: 'principal',
  title: 'Create the enterprise application that belongs to it',
  method: 'POST',
  path: '/servicePrincipals',
  // The tag lists it under Enterprise applications.
  body: { appId: '{client}', tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
}

function principalSteps({ principal }: Found): readonly Step[] {
  if (principal === null) return [newPrincipal]
  if (principal.accountEnabled) return []
  return [
    {
      kind: 'enable',
      title: 'Enable the enterprise application for sign-in',
      method: 'PATCH',
      path: '/servicePrincipals/{principal}',
      body: { accountEnabled: true },
    },
  ]
}

function repairSteps({ patch, changes }: Repair): readonly Step[] {
  if (Object.keys(patch).length === 0) return []
  return [
    {
      kind: 'repair',
      title: `Change the registration: ${listed(changes)}`,
      method: 'PATCH',
      path: '/applications/{application}',
      body: patch,
    },
  ]
}

/** Adds the credential. The body of a certificate is made when its turn comes. */
export function credentialStep({ kind, name, endsAt }: CredentialWish): Step {
  const day = new Date(endsAt).toISOString().slice(0, 10)
  if (kind === 'certificate') {
    return {
      kind: 'certificate',
      title: `Upload the public part of a new certificate, valid until ${day}; its private key stays in the keychain`,
      method: 'PATCH',
      path: '/applications/{application}',
      body: { keyCredentials: '{certificate}' },
    }
  }
  return {
    kind: 'secret',
    title: `Add a client secret, valid until ${day}, that goes straight into the keychain`,
    method: 'POST',
    path: '/applications/{application}/addPassword',
    body: {
      passwordCredential: {
        displayName: name,
        endDateTime: `${new Date(endsAt).toISOString().slice(0, 19)}Z`,
      },
    },
  }
}

/** A certificate that is there already. */
export type GivenCertificate = { der: string; thumbprint: string; expiresOn: string }

/** The call that adds the public part of a certificate; none where the registration has it. */
export function planUpload(given: GivenCertificate, application: FoundApplication): readonly Step[] {
  const isThere = entriesOf(application.keyCredentials).some(({ customKeyIdentifier }) =>
    isThumbprint(customKeyIdentifier ?? '', given.thumbprint),
  )
  if (isThere) return []
  return [
    {
      kind: 'upload',
      title: `Upload the public part of the certificate, valid until ${given.expiresOn}; the others stay`,
      method: 'PATCH',
      path: '/applications/{application}',
      body: { keyCredentials: '{certificate}' },
      der: given.der,
    },
  ]
}

/** Graph writes a thumbprint (SHA-1) in base64 or in hexadecimal, depending on who uploaded it. */
export function isThumbprint(identifier: string, thumbprint: string): boolean {
  if (identifier.toUpperCase() === thumbprint) return true
  return identifier === Buffer.from(thumbprint, 'hex').toString('base64')
}
