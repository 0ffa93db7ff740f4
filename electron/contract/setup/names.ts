/**
 * The names of the setup. They live apart from their schemas so that a window can use them without a schema
 * library.
 */

/** The lines of the setup checklist, in the order in which a person works through them. */
export const setupItemIds = [
  'before',
  'signIn',
  'register',
  'delegated',
  'application',
  'consent',
  'secret',
  'copyIds',
  'enterValues',
] as const

/** The steps of the wizard: the checklist, and the test of the connection that ends it. */
export const setupStepIds = [...setupItemIds, 'test'] as const

/** The five steps of the wizard, each with the lines of the checklist that it covers. */
export const wizardSteps = [
  { id: 'who', lines: ['before', 'signIn'] },
  { id: 'register', lines: ['register', 'copyIds'] },
  { id: 'permissions', lines: ['delegated', 'application', 'consent'] },
  { id: 'credential', lines: ['secret', 'enterValues'] },
  { id: 'test', lines: [] },
] as const satisfies readonly { id: string; lines: readonly (typeof setupItemIds)[number][] }[]

/** How a person goes about it: by signing in, by hand, through a colleague, or with a script. */
export const setupWays = ['automatic', 'guide', 'colleague', 'script'] as const

export const extraPermissions = [
  'AuditLog.Read.All',
  'ReportSettings.Read.All',
  'Application.Read.All',
] as const
export type ExtraPermission = (typeof extraPermissions)[number]

/**
 * The sets of permissions to begin with: one broad permission, two narrow ones, or the least, which leaves
 * the organization's name and its renewals unread.
 */
export const permissionBases = ['broad', 'narrow', 'least'] as const
export type PermissionBase = (typeof permissionBases)[number]

/** Everything that lights up, with the narrow permissions. */
export const recommendedChoice = { base: 'narrow', usage: true, extras: extraPermissions } as const
