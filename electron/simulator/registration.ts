import type { ClientCertificate } from './http/certificates.ts'
import { guid, mix } from './random.ts'

/** What an administrator can get right or wrong when registering the application. */
export type RegistrationSettings = {
  readonly displayName: string
  readonly signInAudience: string
  readonly redirectUris: readonly string[]
  /** Redirect URIs of the public-client platform. */
  readonly publicRedirectUris: readonly string[]
  readonly allowPublicClientFlows: boolean
  /** Delegated permissions asked for, by name. */
  readonly delegatedScopes: readonly string[]
  /** Application permissions asked for; the granted ones when left out. */
  readonly requestedRoles?: readonly string[]
  /** ISO 8601 time at which the secret ends. */
  readonly secretEnds?: string
  /** Whether the enterprise application is enabled. */
  readonly accountEnabled: boolean
  readonly appRoleAssignmentRequired: boolean
}

export const soundRegistration: RegistrationSettings = {
  displayName: 'M365 Connector',
  signInAudience: 'AzureADMyOrg',
  redirectUris: ['http://localhost'],
  publicRedirectUris: [],
  allowPublicClientFlows: false,
  delegatedScopes: ['offline_access'],
  accountEnabled: true,
  appRoleAssignmentRequired: false,
}

/**
 * Identifiers and credentials of the registered application; the same seed gives the same, except the
 * certificate.
 */
export type Credentials = {
  readonly clientId: string
  readonly clientSecret: string
  /** The Secret ID that people paste by mistake. */
  readonly secretId: string
  readonly expiredSecret: string
  readonly expiredSecretId: string
  readonly objectId: string
  readonly servicePrincipalId: string
  readonly graphServicePrincipalId: string
  readonly keyId: string
  readonly certificate: ClientCertificate
}

const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~'

function secretText(seed: number, stream: number): string {
  const letters = Array.from({ length: 37 }, (_, position) =>
    secretAlphabet.charAt(mix(seed, stream, position) % secretAlphabet.length),
  )
  // Three letters, a digit and Q~: the shape by which people recognise an Entra secret.
  return `${letters
    .slice(0, 3)
    .join('')
    .replaceAll(/[^A-Za-z0-9]/g, 'k')}8Q~${letters.slice(3).join('')}`
}

export function createCredentials(seed: number, certificate: ClientCertificate): Credentials {
  return {
    clientId: guid(seed, 301),
    clientSecret: secretText(seed, 302),
    secretId: guid(seed, 303),
    expiredSecret: secretText(seed, 304),
    expiredSecretId: guid(seed, 305),
    objectId: guid(seed, 306),
    servicePrincipalId: guid(seed, 307),
    graphServicePrincipalId: guid(seed, 308),
    keyId: guid(seed, 309),
    certificate,
  }
}

export const graphAppId = '00000003-0000-0000-c000-000000000000'

/** Ids of application permissions of Microsoft Graph. */
export const roleIds: Readonly<Record<string, string>> = {
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Organization.Read.All': '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'Reports.Read.All': '230c1aed-a721-4c5d-9cb4-a90514e508ef',
  'ReportSettings.Read.All': 'ee353f83-55ef-4b78-82da-555bfa2b4b95',
  'ReportSettings.ReadWrite.All': '2a60023f-3219-47ad-baa4-40e17cd02a1d',
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'LicenseAssignment.Read.All': 'e2f98668-2877-4f38-a2f4-8202e0717aa1',
  'User.ReadBasic.All': '97235f07-e226-4f63-ace3-39588e11d3a1',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Directory.ReadWrite.All': '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
}

/** Ids of delegated permissions of Microsoft Graph. */
export const scopeIds: Readonly<Record<string, string>> = {
  'User.Read': 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  'Application.ReadWrite.All': 'bdfbf15f-ee85-4955-8675-146e8e5296b5',
  'Application.Read.All': 'c79f8feb-a9db-4090-85f9-90d820caa0eb',
  'AppRoleAssignment.ReadWrite.All': '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
  'DelegatedPermissionGrant.ReadWrite.All': '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
  'Policy.Read.All': '572fea84-0151-49b2-9301-11cb16974376',
  'ReportSettings.Read.All': '84fac5f4-33a9-4100-aa38-a20c6d29e5e7',
  'ReportSettings.ReadWrite.All': 'b955410e-7715-4a88-a940-dfd551018df3',
  offline_access: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
  openid: '37f7f235-527c-4136-accd-4a02d197296e',
  profile: '14dad69e-099b-42c9-810b-d002981feec1',
  email: '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0',
}

/** The name of an application permission; the id itself for one that is unknown here. */
export function roleName(id: string): string {
  return Object.entries(roleIds).find(([, known]) => known === id.toLowerCase())?.[0] ?? id
}

/** The id of an application permission; permissions unknown here get one made from their name. */
export function roleId(name: string): string {
  return roleIds[name] ?? guid(310, name.length, name.charCodeAt(0))
}
