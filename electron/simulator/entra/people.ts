import { guid } from '../random.ts'

/** Directory roles by their template id, which is the same in every tenant. */
export const directoryRoles = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Application Developer': 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
} as const
export type DirectoryRole = keyof typeof directoryRoles

/** Somebody who can sign in on the simulated pages. */
export type Account = {
  readonly name: string
  readonly userName: string
  readonly id: string
  readonly roles: readonly DirectoryRole[]
  /** Roles that have to be activated first. */
  readonly eligible: readonly DirectoryRole[]
  /** Whether the sign-in asks for a second factor. */
  readonly secondFactor: boolean
}

const people: readonly (Pick<Account, 'name' | 'roles'> & Partial<Account>)[] = [
  { name: 'admin', roles: ['Global Administrator'], secondFactor: true },
  { name: 'roles', roles: ['Privileged Role Administrator'] },
  { name: 'apps', roles: ['Application Administrator'], eligible: ['Privileged Role Administrator'] },
  { name: 'developer', roles: ['Application Developer'] },
  { name: 'user', roles: [] },
]

/** Those who can sign in: `admin@`, `roles@`, `apps@`, `developer@` and `user@` the domain. */
export function accountsOf(seed: number, domain: string): readonly Account[] {
  return people.map(({ name, roles, eligible = [], secondFactor = false }, index) => ({
    ...{ name, roles, eligible, secondFactor },
    userName: `${name}@${domain}`,
    id: guid(seed, 330, index),
  }))
}

/** Whether a person has one of the roles now. */
export function hasRole(account: Account, ...anyOf: readonly DirectoryRole[]): boolean {
  return anyOf.some(role => account.roles.includes(role))
}
