/**
 * The members of a person's row by their names in Graph and in staging, in the order of their bits. Delta
 * answers may leave out selected members that did not change, and a member that is left out says nothing:
 * what is stored of it stays. Null and an empty list do say something.
 */
const members = [
  ['userPrincipalName', 'user_principal_name'],
  ['displayName', 'display_name'],
  ['mail', 'mail'],
  ['accountEnabled', 'account_enabled'],
  ['userType', 'user_type'],
  ['department', 'department'],
  ['jobTitle', 'job_title'],
  ['companyName', 'company_name'],
  ['officeLocation', 'office_location'],
  ['city', 'city'],
  ['country', 'country'],
  ['usageLocation', 'usage_location'],
  ['createdDateTime', 'created_at'],
  ['employeeId', 'employee_id'],
  ['onPremisesSyncEnabled', 'on_premises_sync'],
  ['isResourceAccount', 'is_resource_account'],
  ['assignedLicenses', 'licenses'],
  ['licenseAssignmentStates', 'states'],
] as const
type GraphMember = (typeof members)[number][0]
type StagedMember = (typeof members)[number][1]

/** Every bit: the row says something of all members. */
export const toldAll = 2 ** members.length - 1

/** Each bit by itself. */
export const toldBits: readonly number[] = members.map((_, index) => 2 ** index)

/** The bit of a member under its name in staging; the lower-case key follows the user principal name. */
export function toldBit(member: StagedMember | 'upn_key'): number {
  const name = member === 'upn_key' ? 'user_principal_name' : member
  return 2 ** members.findIndex(([, staged]) => staged === name)
}

/** The bits of the members that a row has. One that could not be read counts as left out. */
export function toldOf(row: { readonly [member in GraphMember]?: unknown }): number {
  let told = 0
  let bit = 1
  for (const [member] of members) {
    if (row[member] !== undefined) told += bit
    bit *= 2
  }
  return told
}
