import type Database from 'better-sqlite3'
import type { Transactions } from './floor-transactions.ts'

type Value = string | number | null

/** A person as a page of `/users` has it, as far as it is stored. */
type GraphUser = Readonly<Record<string, unknown>> & {
  id: string
  userPrincipalName?: string
  assignedLicenses?: { skuId: string; disabledPlans: string[] }[]
  licenseAssignmentStates?: {
    skuId: string
    assignedByGroup: string | null
    state: string
    error: string
    disabledPlans: string[]
    lastUpdatedDateTime: string
  }[]
  signInActivity?: {
    lastSignInDateTime?: string
    lastNonInteractiveSignInDateTime?: string
    lastSuccessfulSignInDateTime?: string
  }
}

/** The columns of a person that are copied from a property of Graph's. */
const copied = [
  ['user_id', 'id'],
  ['user_principal_name', 'userPrincipalName'],
  ['display_name', 'displayName'],
  ['mail', 'mail'],
  ['account_enabled', 'accountEnabled'],
  ['user_type', 'userType'],
  ['department', 'department'],
  ['job_title', 'jobTitle'],
  ['company_name', 'companyName'],
  ['office_location', 'officeLocation'],
  ['city', 'city'],
  ['country', 'country'],
  ['usage_location', 'usageLocation'],
  ['created_at', 'createdDateTime'],
  ['employee_id', 'employeeId'],
  ['on_premises_sync', 'onPremisesSyncEnabled'],
  ['is_resource_account', 'isResourceAccount'],
] as const

/**
 * Reads the pages of people and of sign-ins; all other pages are a few rows, which are parsed and dropped.
 */
export function createDirectory(database: Database.Database, transactions: Transactions) {
  const user = insertInto(database, 'user', ['upn_key', ...copied.map(([column]) => column)])
  const license = insertInto(database, 'assigned_license', [
    'user_id',
    'sku_id',
    'disabled_plan_count',
    'disabled_plans',
  ])
  const state = insertInto(database, 'license_state', [
    'user_id',
    'sku_id',
    'group_id',
    'state',
    'error',
    'disabled_plan_count',
    'updated_at',
  ])
  const signIn = insertInto(database, 'sign_in', [
    'user_id',
    'last_interactive_at',
    'last_non_interactive_at',
    'last_successful_at',
  ])
  let rows = 0

  const addUser = (one: GraphUser) => {
    user([one.userPrincipalName?.toLowerCase() ?? null, ...copied.map(([, name]) => cellOf(one[name]))])
    for (const { skuId, disabledPlans } of one.assignedLicenses ?? []) {
      license([one.id, skuId, disabledPlans.length, JSON.stringify(disabledPlans)])
    }
    for (const way of one.licenseAssignmentStates ?? []) {
      const { skuId, assignedByGroup, disabledPlans, lastUpdatedDateTime } = way
      const { length } = disabledPlans
      state([one.id, skuId, assignedByGroup ?? '', way.state, way.error, length, lastUpdatedDateTime])
    }
  }
  const addSignIn = ({ id, signInActivity }: GraphUser) =>
    signIn([
      id,
      signInActivity?.lastSignInDateTime ?? null,
      signInActivity?.lastNonInteractiveSignInDateTime ?? null,
      signInActivity?.lastSuccessfulSignInDateTime ?? null,
    ])

  return {
    read: (path: string, body: Buffer): void => {
      const isSignIns = path.includes('signInActivity')
      const isUsers = path.includes('assignedLicenses')
      const page: unknown = JSON.parse(body.toString('utf8'))
      if (!isSignIns && !isUsers) return
      transactions.take(body.length)
      for (const one of usersOf(page)) {
        if (isSignIns) addSignIn(one)
        else addUser(one)
        rows += 1
      }
    },
    rows: () => rows,
  }
}

/**
 * A page from the simulated tenant, which is what it says; checking each row would be more than the floor.
 */
function usersOf(page: unknown): readonly GraphUser[] {
  return (page as { value: readonly GraphUser[] }).value
}

function cellOf(value: unknown): Value {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' ? value : null
}

/** What inserts a row of a table, which the product's own tables must have with these columns. */
export function insertInto(database: Database.Database, table: string, columns: readonly string[]) {
  const places = columns.map(() => '?').join(', ')
  const statement = database.prepare(
    `insert or ignore into "${table}" (${columns.map(column => `"${column}"`).join(', ')}) values (${places})`,
  )
  return (values: readonly Value[]): void => {
    statement.run(values)
  }
}
