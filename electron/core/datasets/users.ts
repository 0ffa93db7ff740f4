import { z } from 'zod'
import type { DirectoryDataset, ReadRow } from './dataset.ts'
import { entriesOf, flagOf, Identifier, readRow, rowSchema, timeOf } from './fields.ts'

/**
 * What is kept of a person: the property of Microsoft Graph, the column of `user`, and the kind of value. A
 * new one goes at the end, and its migration adds the column.
 */
const properties = [
  ['userPrincipalName', 'user_principal_name', 'text'],
  ['displayName', 'display_name', 'text'],
  ['mail', 'mail', 'text'],
  ['accountEnabled', 'account_enabled', 'flag'],
  ['userType', 'user_type', 'text'],
  ['department', 'department', 'text'],
  ['jobTitle', 'job_title', 'text'],
  ['companyName', 'company_name', 'text'],
  ['officeLocation', 'office_location', 'text'],
  ['city', 'city', 'text'],
  ['country', 'country', 'text'],
  ['usageLocation', 'usage_location', 'text'],
  ['createdDateTime', 'created_at', 'time'],
  ['employeeId', 'employee_id', 'text'],
  ['onPremisesSyncEnabled', 'on_premises_sync', 'flag'],
  ['isResourceAccount', 'is_resource_account', 'flag'],
] as const
type Property = (typeof properties)[number]

/** The lists of a person, which go to tables of their own. */
const lists = [
  ['assignedLicenses', 'licenses'],
  ['licenseAssignmentStates', 'states'],
] as const

type Values = { text: string | null; time: string | null; flag: 0 | 1 | null }
type UserColumns = { [P in Property as P[1]]: Values[P[2]] }
type UserColumn = keyof UserColumns | 'upn_key'

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
const members: readonly (readonly [graph: string, staged: string])[] = [
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

/** The bits of the members that a row has. One that could not be read counts as left out. */
function toldOf(row: Readonly<Record<string, unknown>>): number {
  let told = 0
  let bit = 1
  for (const [member] of members) {
    if (row[member] !== undefined) told += bit
    bit *= 2
  }
  return told
}

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
  type Schemas = { [P in Property as P[0]]: P[2] extends 'flag' ? typeof flag : typeof text }
  const schemas = properties.map(([name, , kind]) => [name, kind === 'flag' ? flag : text])
  return z.object({
    id: Identifier,
    // Object.fromEntries forgets which name has which schema.
    ...(Object.fromEntries(schemas) as Schemas),
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
    ...columnsOf(user),
    upn_key: user.userPrincipalName?.trim().toLowerCase() ?? null,
    licenses: licensesOf(user),
    states: statesOf(user),
  }
}

function columnsOf(user: UserRow): UserColumns {
  const columns: Record<string, string | 0 | 1 | null> = {}
  for (const [name, column, kind] of properties) {
    const value = user[name]
    if (typeof value === 'boolean') columns[column] = flagOf(value)
    else columns[column] = kind === 'time' ? timeOf(value) : (value ?? null)
  }
  // Each property was written under its column, with the value that its kind says.
  return columns as UserColumns
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

const readPerson: ReadRow = (value, into) => {
  const person = readUser(value)
  if (person !== null) into.person(person)
  return person !== null
}

/** All of it may be selected in a delta query too (user-delta page). */
const selection = ['id', ...members.map(([graph]) => graph)].join(',')

/** People with the licenses they hold: listed in full, or by what has changed (user-list, user-delta). */
export const users = {
  id: 'users',
  title: 'People',
  lane: 'users',
  permissions: ['User.Read.All', 'Directory.Read.All'],
  required: true,
  pages: [
    { kind: 'users', path: `/users?$top=999&$select=${selection}`, holds: 'list', read: readPerson },
    { kind: 'usersDelta', path: `/users/delta?$select=${selection}`, holds: 'list', read: readPerson },
  ],
  table: null,
  probe: {
    check: 'data.users',
    title: 'People and their licenses can be read',
    path: '/users?$top=1&$select=id,assignedLicenses',
    severity: 'fail',
    without: 'Without people there are no assignments.',
    enables: 'People and what they hold',
  },
} as const satisfies DirectoryDataset
