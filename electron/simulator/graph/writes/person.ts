import { type Answer, graphError, json } from '../../answer.ts'
import { type Account, type DirectoryRole, directoryRoles, hasRole } from '../../entra/people.ts'
import {
  appPolicyId,
  type CredentialPolicy,
  credentialPolicyId,
  type EntraSettings,
} from '../../entra/settings.ts'
import { reportSettings } from '../registration.ts'
import { denied, holds, personOf } from './rights.ts'
import { badRequest, type WriteRoute, type WriteVisit } from './route.ts'

/** Only for somebody who has signed in. */
function ofPerson(then: (visit: WriteVisit, account: Account) => Answer): WriteRoute['visit'] {
  return visit => {
    const account = personOf(visit.service, visit.claims)
    if (account !== null) return then(visit, account)
    return badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest')
  }
}

const me = ofPerson(({ claims }, account) => {
  if (!holds(claims, 'User.Read', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All')) return denied
  const { id, userName, name } = account
  return json(200, { id, userPrincipalName: userName, displayName: name })
})

function roleBody(role: DirectoryRole): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.directoryRole',
    displayName: role,
    roleTemplateId: directoryRoles[role],
  }
}

const activeRoles = ofPerson(({ claims }, account) => {
  const readers = [
    'User.Read',
    'User.Read.All',
    'User.ReadWrite.All',
    'Directory.Read.All',
    'Directory.AccessAsUser.All',
  ]
  return holds(claims, ...readers) ? json(200, { value: account.roles.map(roleBody) }) : denied
})

const eligibleRoles = ofPerson(({ claims }, account) => {
  if (!holds(claims, 'RoleManagement.Read.Directory', 'RoleEligibilitySchedule.Read.Directory')) return denied
  return json(200, { value: account.eligible.map(role => ({ roleDefinitionId: directoryRoles[role] })) })
})

function policy(body: (settings: EntraSettings) => Record<string, unknown>): WriteRoute['visit'] {
  return ({ service, claims }) => {
    const { entra } = service.settings
    return holds(claims, 'Policy.Read.All') && entra.policiesReadable ? json(200, body(entra)) : denied
  }
}

const authorization = policy(({ usersCanRegister }) => ({
  id: 'authorizationPolicy',
  defaultUserRolePermissions: { allowedToCreateApps: usersCanRegister },
}))

const credentials = policy(entra => ({
  id: credentialPolicyId,
  isEnabled: isRestricting(entra),
  applicationRestrictions: restrictionsOf(entra),
}))

const appPolicies = policy(({ appPolicy }) => ({
  value:
    appPolicy === null
      ? []
      : [
          {
            ...{ id: appPolicyId, displayName: 'Connectors', isEnabled: true },
            restrictions: restrictionsOf(appPolicy),
          },
        ],
}))

const assignments: WriteRoute['visit'] = visit => {
  const { entra } = visit.service
  const clientId = visit.service.settings.entra.appPolicy?.clientId
  const app = entra.apps.all().find(({ appId }) => appId === clientId)
  return policy(() => ({ value: app === undefined ? [] : [{ id: app.id }] }))(visit)
}

function isRestricting(rules: CredentialPolicy): boolean {
  const { secretsForbidden, maxSecretDays, maxCertificateDays, authoritiesOnly } = rules
  return secretsForbidden || authoritiesOnly || maxSecretDays !== null || maxCertificateDays !== null
}

function restrictionsOf(rules: CredentialPolicy): Record<string, unknown> {
  const { secretsForbidden, maxSecretDays, maxCertificateDays, authoritiesOnly } = rules
  const switched = (restrictionType: string, isOn: boolean) => ({
    ...{ restrictionType, maxLifetime: null, state: isOn ? 'enabled' : 'disabled' },
  })
  return {
    passwordCredentials: [
      switched('passwordAddition', secretsForbidden),
      ...lifetime('passwordLifetime', maxSecretDays),
    ],
    keyCredentials: [
      switched('trustedCertificateAuthority', authoritiesOnly),
      ...lifetime('asymmetricKeyLifetime', maxCertificateDays),
    ],
  }
}

function lifetime(restrictionType: string, days: number | null): readonly Record<string, unknown>[] {
  return days === null ? [] : [{ restrictionType, maxLifetime: `P${days}D`, state: 'enabled' }]
}

/** A person needs an administrator's role beside the permission; an app does not. */
function reports(method: 'GET' | 'PATCH'): WriteRoute['visit'] {
  return ({ service, claims, call }) => {
    const needed =
      method === 'GET'
        ? ['ReportSettings.Read.All', 'ReportSettings.ReadWrite.All']
        : ['ReportSettings.ReadWrite.All']
    const account = personOf(service, claims)
    const isAllowed = account === null || hasRole(account, 'Global Administrator')
    if (holds(claims, ...needed) && isAllowed) return reportSettings(service, method, call.body)
    const inner = { error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } }
    return graphError(403, 'UnknownError', JSON.stringify(inner))
  }
}

/** Who has signed in, what they may do, and which policies hold. */
export const personRoutes: readonly WriteRoute[] = [
  { method: 'GET', pattern: /^\/me$/, visit: me },
  {
    method: 'GET',
    pattern: /^\/me\/transitiveMemberOf\/microsoft\.graph\.directoryRole$/,
    visit: activeRoles,
  },
  {
    method: 'GET',
    pattern:
      /^\/roleManagement\/directory\/roleEligibilityScheduleInstances\/filterByCurrentUser\(on='principal'\)$/,
    visit: eligibleRoles,
  },
  { method: 'GET', pattern: /^\/policies\/authorizationPolicy$/, visit: authorization },
  { method: 'GET', pattern: /^\/policies\/defaultAppManagementPolicy$/, visit: credentials },
  { method: 'GET', pattern: /^\/policies\/appManagementPolicies$/, visit: appPolicies },
  { method: 'GET', pattern: /^\/policies\/appManagementPolicies\/[^/]+\/appliesTo$/, visit: assignments },
  { method: 'GET', pattern: /^\/admin\/reportSettings$/, visit: reports('GET') },
  { method: 'PATCH', pattern: /^\/admin\/reportSettings$/, visit: reports('PATCH') },
]
