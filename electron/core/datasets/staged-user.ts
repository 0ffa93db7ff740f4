/**
 * What is kept of a person: the property of Microsoft Graph, the column of `user`, and the kind of value; by
 * a `group` users are counted. A new one goes at the end, and its migration adds the column.
 */
export const properties = [
  ['userPrincipalName', 'user_principal_name', 'text'],
  ['displayName', 'display_name', 'text'],
  ['mail', 'mail', 'text'],
  ['accountEnabled', 'account_enabled', 'flag'],
  ['userType', 'user_type', 'text'],
  ['department', 'department', 'group'],
  ['jobTitle', 'job_title', 'group'],
  ['companyName', 'company_name', 'group'],
  ['officeLocation', 'office_location', 'group'],
  ['city', 'city', 'group'],
  ['country', 'country', 'group'],
  ['usageLocation', 'usage_location', 'group'],
  ['createdDateTime', 'created_at', 'time'],
  ['employeeId', 'employee_id', 'text'],
  ['onPremisesSyncEnabled', 'on_premises_sync', 'flag'],
  ['isResourceAccount', 'is_resource_account', 'flag'],
] as const

export type Property = (typeof properties)[number]

/** The lists of a person, which go to tables of their own. */
export const lists = [
  ['assignedLicenses', 'licenses'],
  ['licenseAssignmentStates', 'states'],
] as const

type Values = { text: string | null; group: string | null; time: string | null; flag: 0 | 1 | null }

export type UserColumns = { [P in Property as P[1]]: Values[P[2]] }

export type UserColumn = keyof UserColumns | 'upn_key'

/** Key: `user_id`. Of a removed person, whose `removed` is 1, nothing else counts. */
export type StagedUser = UserColumns & {
  user_id: string
  removed: 0 | 1
  /**
   * Bits of the members that the row has, see {@link toldBit}; the others are null or empty and do not count.
   */
  told: number
  /** `user_principal_name` in lower case: what usage reports are joined by. */
  upn_key: string | null
  licenses: { sku_id: string; disabled_plans: string[] }[]
  states: {
    sku_id: string
    /** Empty text for a direct assignment. */
    group_id: string
    state: string | null
    error: string | null
    disabled_plan_count: number
    updated_at: string | null
  }[]
}

/** The columns of `user` besides its key, each staged under the same name. */
export const userColumns: readonly UserColumn[] = properties.flatMap(([, column]): UserColumn[] =>
  column === 'user_principal_name' ? [column, 'upn_key'] : [column],
)

/** The columns whose changes are recorded; the lower-case key only follows another one. */
export const comparedColumns = userColumns.filter(column => column !== 'upn_key')

/** The columns as seen through a table's alias, with commas between. */
export function userColumnsOf(alias: string): string {
  return userColumns.map(column => `${alias}.${column}`).join(', ')
}

/**
 * The members of a row in the order of their bits. Delta answers may leave out selected members that did not
 * change, and the stored value of a member that is left out stays. Null and an empty list are values.
 */
export const members: readonly (readonly [graph: string, staged: string])[] = [
  ...properties.map(([graph, column]) => [graph, column] as const),
  ...lists,
]

/** Every bit: the row has all members. */
export const toldAll = 2 ** members.length - 1

/** Each bit by itself. */
export const toldBits: readonly number[] = members.map((_, index) => 2 ** index)

/** The bit of a member under its name in staging; the lower-case key follows the user principal name. */
export function toldBit(member: UserColumn | (typeof lists)[number][1]): number {
  const name = member === 'upn_key' ? 'user_principal_name' : member
  return 2 ** members.findIndex(([, staged]) => staged === name)
}
