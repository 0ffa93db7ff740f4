import { type Answer, graphError } from '../../answer.ts'
import type { App } from '../../entra/apps.ts'
import { type Account, type DirectoryRole, hasRole } from '../../entra/people.ts'
import type { TokenClaims } from '../../login/access-token.ts'
import type { Service } from '../../service.ts'

/** The 403 of the directory, whatever right is missing. */
export const denied: Answer = graphError(
  403,
  'Authorization_RequestDenied',
  'Insufficient privileges to complete the operation.',
)

const appAdministrators: readonly DirectoryRole[] = [
  'Global Administrator',
  'Application Administrator',
  'Cloud Application Administrator',
]

/** Who asks; null for an app by itself. */
export function personOf({ entra }: Service, claims: TokenClaims): Account | null {
  return claims.scp === undefined ? null : (entra.accounts.find(({ id }) => id === claims.oid) ?? null)
}

/** Whether the token has one of the permissions, delegated or of an app. */
export function holds(claims: TokenClaims, ...anyOf: readonly string[]): boolean {
  const held = [...claims.roles, ...(claims.scp ?? '').split(' ')]
  return anyOf.some(name => held.includes(name))
}

export function isAppAdministrator(account: Account): boolean {
  return hasRole(account, ...appAdministrators)
}

/** Null for whoever may register apps. */
export function refuseCreating(service: Service, claims: TokenClaims): Answer | null {
  if (!holds(claims, 'Application.ReadWrite.All')) return denied
  const account = personOf(service, claims)
  if (account === null || isAppAdministrator(account)) return null
  const { usersCanRegister, quotaReached } = service.settings.entra
  if (!usersCanRegister && !hasRole(account, 'Application Developer')) return denied
  if (!quotaReached) return null
  return graphError(
    403,
    'Directory_QuotaExceeded',
    'The directory object quota limit for the Principal has been exceeded.',
  )
}

/** Null for whoever may change this registration: an administrator of applications, or its owner. */
export function refuseChanging(service: Service, claims: TokenClaims, app: App): Answer | null {
  if (!holds(claims, 'Application.ReadWrite.All')) return denied
  const account = personOf(service, claims)
  return account === null || isAppAdministrator(account) || app.owner === account.id ? null : denied
}

/** Null for whoever may grant application permissions of Microsoft Graph. */
export function refuseGranting(service: Service, claims: TokenClaims): Answer | null {
  if (!holds(claims, 'AppRoleAssignment.ReadWrite.All')) return denied
  const account = personOf(service, claims)
  const isAllowed =
    account !== null && hasRole(account, 'Global Administrator', 'Privileged Role Administrator')
  return isAllowed ? null : denied
}
