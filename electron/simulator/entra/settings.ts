/** How long what was written takes to be seen everywhere. `none` suits tests of something else. */
export type Consistency = 'none' | 'usual' | 'bad' | 'nasty'

/** What a tenant can be like for whoever sets the connector up. */
export type EntraSettings = {
  /** Whether *Users can register applications* is Yes. */
  readonly usersCanRegister: boolean
  /** Whether a policy keeps apps from having new secrets. */
  readonly secretsForbidden: boolean
  /** Days that a new secret, or certificate, may live; null for no limit. */
  readonly maxSecretDays: number | null
  readonly maxCertificateDays: number | null
  /** Whether policies can be read by those who may usually read them. */
  readonly policiesReadable: boolean
  /** Whether a non-administrator owns as many objects as they may. */
  readonly quotaReached: boolean
  /** AADSTS number that the sign-in page shows in the place of going on, or null. */
  readonly signInError: number | null
  readonly deviceCodeBlocked: boolean
  /** Delegated permissions that the tenant has consented to for Microsoft Graph Command Line Tools. */
  readonly toolConsents: readonly string[]
  readonly consistency: Consistency
}

export const usualEntra: EntraSettings = {
  usersCanRegister: true,
  secretsForbidden: false,
  maxSecretDays: null,
  maxCertificateDays: null,
  policiesReadable: true,
  quotaReached: false,
  signInError: null,
  deviceCodeBlocked: false,
  toolConsents: [],
  consistency: 'none',
}

/** Id of the policy that judges new credentials. */
export const credentialPolicyId = '5c9e8f6a-1c64-4a7b-9a3f-2b8f7b0d1e11'

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
