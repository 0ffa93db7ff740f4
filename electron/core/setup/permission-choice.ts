import {
  type ApplicationPermission,
  type PermissionFact,
  type PermissionName,
  permissions,
} from './permissions.ts'

export const permissionSets = {
  /** Option A: one broad permission. */
  broad: ['Directory.Read.All'],
  /** Option B: two narrow ones. */
  narrow: ['Organization.Read.All', 'User.Read.All'],
} as const satisfies Record<string, readonly ApplicationPermission[]>

export const extraPermissions = [
  'AuditLog.Read.All',
  'ReportSettings.Read.All',
  'Application.Read.All',
] as const satisfies readonly ApplicationPermission[]
export type ExtraPermission = (typeof extraPermissions)[number]

/** What the person chose on the permission step. */
export type PermissionChoice = {
  base: keyof typeof permissionSets
  /** `Reports.Read.All`, without which the app shows usage as not granted. */
  usage: boolean
  extras: readonly ExtraPermission[]
}

/** Everything that lights up, with the narrow permissions. */
export const recommendedChoice: PermissionChoice = {
  base: 'narrow',
  usage: true,
  extras: extraPermissions,
}

/** The application permissions of a choice, in the order in which they are ticked. `Application.Read.All` is part of the broad one. */
export function chosenPermissions(choice: PermissionChoice): readonly ApplicationPermission[] {
  const extras = extraPermissions.filter(
    name => choice.extras.includes(name) && !(name === 'Application.Read.All' && choice.base === 'broad'),
  )
  return [...permissionSets[choice.base], ...(choice.usage ? (['Reports.Read.All'] as const) : []), ...extras]
}

/** Name, id and purpose of a permission. */
export function permissionFact(name: PermissionName): PermissionFact {
  return { name, ...permissions[name] }
}
