/** How long what was written takes to be seen everywhere. `none` suits tests of something else. */
export type Consistency = 'none' | 'usual' | 'bad' | 'nasty'

/** What a policy for app management says of new credentials. */
export type CredentialPolicy = {
  /** Whether apps may have no new secrets. */
  readonly secretsForbidden: boolean
  /** Days that a new secret, or certificate, may live; null for no limit. */
  readonly maxSecretDays: number | null
  readonly maxCertificateDays: number | null
  /** Whether certificates have to come from an authority that the tenant names; no other is accepted. */
  readonly authoritiesOnly: boolean
}

/** What a tenant can be like for whoever sets the connector up. */
export type EntraSettings = CredentialPolicy & {
  /** Whether *Users can register applications* is Yes. */
  readonly usersCanRegister: boolean
  /** A policy of its own for one registration, in the place of the tenant's. */
  readonly appPolicy: (CredentialPolicy & { readonly clientId: string }) | null
  /** Whether policies can be read by those who may usually read them. */
  readonly policiesReadable: boolean
  /** Whether a non-administrator owns as many objects as they may. */
  readonly quotaReached: boolean
  /** Account types (`signInAudience`) that a policy allows for no registration. */
  readonly forbiddenAudiences: readonly string[]
  /** Whether the organization demands a reference to a service on each new registration. */
  readonly serviceReferenceDemanded: boolean
  /** AADSTS number that the sign-in page shows in the place of going on, or null. */
  readonly signInError: number | null
  readonly deviceCodeBlocked: boolean
  /** Delegated permissions that the tenant has consented to for Microsoft Graph Command Line Tools. */
  readonly toolConsents: readonly string[]
  /**
   * Whether it is a national cloud: no v1.0 usage reports, no report settings, and no Microsoft Graph Command
   * Line Tools to sign in with.
   */
  readonly national: boolean
  readonly consistency: Consistency
}

export const usualEntra: EntraSettings = {
  usersCanRegister: true,
  secretsForbidden: false,
  maxSecretDays: null,
  maxCertificateDays: null,
  authoritiesOnly: false,
  appPolicy: null,
  policiesReadable: true,
  quotaReached: false,
  forbiddenAudiences: [],
  serviceReferenceDemanded: false,
  signInError: null,
  deviceCodeBlocked: false,
  toolConsents: [],
  national: false,
  consistency: 'none',
}

/** Id of the policy that judges new credentials. */
export const credentialPolicyId = '5c9e8f6a-1c64-4a7b-9a3f-2b8f7b0d1e11'

/** Id of the policy that one registration has of its own. */
export const appPolicyId = '7d0f9a7b-2d75-4b8c-8b4a-3c9a8c1e2f22'

/** What judges new credentials of a registration, with its id. */
export function policyOf(settings: EntraSettings, clientId: string): CredentialPolicy & { id: string } {
  const { appPolicy } = settings
  return appPolicy?.clientId === clientId
    ? { ...appPolicy, id: appPolicyId }
    : { ...settings, id: credentialPolicyId }
}

/** Apps of Microsoft in whose name a person can sign in. */
export const tools = {
  graphTools: {
    clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    name: 'Microsoft Graph Command Line Tools',
  },
  azureCli: { clientId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46', name: 'Microsoft Azure CLI' },
} as const

/** What a token of the Azure CLI has, whatever is asked for. */
export const azureCliScopes: readonly string[] = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'AuditLog.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.AccessAsUser.All',
  'Group.ReadWrite.All',
  'User.Read.All',
  'User.ReadWrite.All',
]
