import { z } from 'zod'
import { entriesOf, flagOf, Identifier, readRow, rowSchema, timeOf } from './fields.ts'
import type { StagedUser } from './staged-rows.ts'
import { toldOf } from './told.ts'

/** Delta answers name people who are gone with `@removed` and little else (delta-query-overview page). */
const User = rowSchema(({ text, flag, list }) => {
  const AssignedLicense = z.object({ skuId: Identifier, disabledPlans: list(z.string()) })
  const AssignmentState = z.object({
    skuId: Identifier,
    assignedByGroup: text,
    state: text,
    error: text,
    disabledPlans: list(z.string()),
    lastUpdatedDateTime: text,
  })
  return z.object({
    id: Identifier,
    userPrincipalName: text,
    displayName: text,
    mail: text,
    accountEnabled: flag,
    userType: text,
    department: text,
    jobTitle: text,
    companyName: text,
    officeLocation: text,
    city: text,
    country: text,
    usageLocation: text,
    createdDateTime: text,
    employeeId: text,
    onPremisesSyncEnabled: flag,
    isResourceAccount: flag,
    assignedLicenses: list(AssignedLicense),
    licenseAssignmentStates: list(AssignmentState),
    '@removed': z.unknown().optional(),
  })
})
type UserRow = z.infer<typeof User.exact>

/** A person of `/users` or `/users/delta`; null for a row without an id. */
export function readUser(value: unknown): StagedUser | null {
  const user = readRow(User, value)
  if (user === null) return null
  return {
    user_id: user.id,
    removed: user['@removed'] == null ? 0 : 1,
    told: toldOf(user),
    user_principal_name: user.userPrincipalName ?? null,
    upn_key: user.userPrincipalName?.trim().toLowerCase() ?? null,
    display_name: user.displayName ?? null,
    mail: user.mail ?? null,
    account_enabled: flagOf(user.accountEnabled),
    user_type: user.userType ?? null,
    department: user.department ?? null,
    job_title: user.jobTitle ?? null,
    company_name: user.companyName ?? null,
    office_location: user.officeLocation ?? null,
    city: user.city ?? null,
    country: user.country ?? null,
    usage_location: user.usageLocation ?? null,
    created_at: timeOf(user.createdDateTime),
    employee_id: user.employeeId ?? null,
    on_premises_sync: flagOf(user.onPremisesSyncEnabled),
    is_resource_account: flagOf(user.isResourceAccount),
    licenses: licensesOf(user),
    states: statesOf(user),
  }
}

/** One entry per product; of two, the last counts. */
function licensesOf(user: UserRow): StagedUser['licenses'] {
  const licenses = entriesOf(user.assignedLicenses).map(license => ({
    sku_id: license.skuId.toLowerCase(),
    disabled_plans: entriesOf(license.disabledPlans).map(plan => plan.toLowerCase()),
  }))
  return lastOfEach(licenses, (one, other) => one.sku_id === other.sku_id)
}

/** One entry per product and way in which it was assigned. */
function statesOf(user: UserRow): StagedUser['states'] {
  const states = entriesOf(user.licenseAssignmentStates).map(state => ({
    sku_id: state.skuId.toLowerCase(),
    group_id: state.assignedByGroup?.toLowerCase() ?? '',
    state: state.state ?? null,
    error: state.error ?? null,
    disabled_plan_count: entriesOf(state.disabledPlans).length,
    updated_at: timeOf(state.lastUpdatedDateTime),
  }))
  return lastOfEach(states, (one, other) => one.sku_id === other.sku_id && one.group_id === other.group_id)
}

/** Lists are short, so that comparing all pairs is quicker than an index. */
function lastOfEach<T>(entries: T[], same: (one: T, other: T) => boolean): T[] {
  if (entries.length < 2) return entries
  return entries.filter((entry, index) => entries.findLastIndex(other => same(entry, other)) === index)
}
