import { z } from 'zod'
import { nameKey } from '../name-key.ts'
import type { DirectoryDataset, ReadRow } from './dataset.ts'
import { entriesOf, flagOf, groupOf, Identifier, ObjectId, readRow, rowSchema, timeOf } from './fields.ts'
import { members, type Property, properties, type StagedUser, type UserColumns } from './staged-user.ts'

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
const User = rowSchema(({ text, flag, list, time }) => {
  const AssignedLicense = z.object({ skuId: Identifier, disabledPlans: list(z.string()) })
  const AssignmentState = z.object({
    skuId: Identifier,
    assignedByGroup: text,
    state: text,
    error: text,
    disabledPlans: list(z.string()),
    lastUpdatedDateTime: text,
  })
  const kinds = { text, flag, group: text, time }
  type Schemas = { [P in Property as P[0]]: (typeof kinds)[P[2]] }
  const schemas = properties.map(([name, , kind]) => [name, kinds[kind]])
  return z.object({
    id: ObjectId,
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
    upn_key: user.userPrincipalName == null ? null : nameKey(user.userPrincipalName.trim()),
    licenses: licensesOf(user),
    states: statesOf(user),
  }
}

function columnsOf(user: UserRow): UserColumns {
  const columns: Record<string, string | 0 | 1 | null> = {}
  for (const [name, column, kind] of properties) {
    const value = user[name]
    if (typeof value === 'boolean') columns[column] = flagOf(value)
    else columns[column] = kind === 'group' ? groupOf(value) : (value ?? null)
  }
  // Each property was written under its column, with the value that its kind says.
  return columns as UserColumns
}

/** One entry per product, whatever the letter case of its id; of several, a plan is off that is so in all. */
function licensesOf(user: UserRow): StagedUser['licenses'] {
  const licenses = entriesOf(user.assignedLicenses).map(license => ({
    sku_id: license.skuId.toLowerCase(),
    disabled_plans: entriesOf(license.disabledPlans).map(plan => plan.toLowerCase()),
  }))
  const single = lastOfEach(licenses, (one, other) => one.sku_id === other.sku_id)
  if (single.length === licenses.length) return licenses
  return single.map(({ sku_id, disabled_plans }) => {
    const all = licenses.filter(other => other.sku_id === sku_id)
    return {
      sku_id,
      disabled_plans: disabled_plans.filter(plan => all.every(one => one.disabled_plans.includes(plan))),
    }
  })
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
  title: 'Users',
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
    title: 'Users and their licenses can be read',
    path: '/users?$top=1&$select=id,assignedLicenses',
    severity: 'fail',
    without: 'Without users there are no assignments.',
    enables: 'Users and what they hold',
  },
} as const satisfies DirectoryDataset
