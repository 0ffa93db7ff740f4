import type { CredentialRules, RegistrationFacts } from '../../contract/registration/session.ts'
import { readFacts } from '../../core/setup/registration/facts.ts'
import type { Found } from '../../core/setup/registration/plan.ts'
import { isAssigned, readPolicyIds, readRules } from '../../core/setup/registration/policies.ts'
import type { Reader } from './reading.ts'

/** What was read of the person and the tenant, with the policy for apps as Graph answered it. */
export type Looked = { facts: RegistrationFacts; tenantPolicy: unknown }

/** Who has signed in and what holds in the tenant. */
export async function lookAtFacts(
  read: Reader,
  tokenRoles: readonly string[] | null,
  readPolicies: boolean,
): Promise<Looked> {
  const roles = await read(
    'See which directory roles you have',
    '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=roleTemplateId,displayName',
  )
  if (!readPolicies) return { facts: readFacts({ roles, tokenRoles }), tenantPolicy: undefined }
  const eligible = await read(
    'See which roles you could activate',
    "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')",
  )
  const authorization = await read(
    'See whether users may register applications',
    '/policies/authorizationPolicy',
  )
  const tenantPolicy = await read(
    'See what the tenant allows of secrets and certificates',
    '/policies/defaultAppManagementPolicy',
  )
  const credentialPolicy = tenantPolicy
  return { facts: readFacts({ roles, tokenRoles, eligible, authorization, credentialPolicy }), tenantPolicy }
}

/** A tenant with more policies than this is not searched: the refusal of the call itself says it then. */
const maxPolicies = 20

/**
 * What policies say of new credentials of a registration. One that is assigned to it, or to its enterprise
 * application, takes the place of the tenant's as a whole (appManagementPolicy page).
 */
export async function lookAtRules(
  read: Reader,
  { application, principal }: Found,
  tenantPolicy: unknown,
): Promise<CredentialRules> {
  const listing = await read('See which policies single apps have', '/policies/appManagementPolicies')
  const ids = [application.id, principal?.id ?? null]
  for (const { id, policy } of readPolicyIds(listing).slice(0, maxPolicies)) {
    const title = 'See whether one of them is for this app'
    const assigned = await read(title, `/policies/appManagementPolicies/${id}/appliesTo?$select=id`)
    if (isAssigned(assigned, ids)) return readRules(policy, true, application.createdAt)
  }
  return readRules(tenantPolicy, false, application.createdAt)
}
