import { extraPermissions } from '../../contract/setup/names.ts'
import type { PermissionChoice } from '../../contract/setup/setup.ts'
import type { ApplicationPermission } from '../datasets/permissions.ts'

export const permissionSets = {
  /** Option A: one broad permission. */
  broad: ['Directory.Read.All'],
  /** Option B: two narrow ones. */
  narrow: ['Organization.Read.All', 'User.Read.All'],
} as const satisfies Record<string, readonly ApplicationPermission[]>

/**
 * The application permissions of a choice, in the order in which they are ticked. `Application.Read.All` is
 * part of the broad one.
 */
export function chosenPermissions(choice: PermissionChoice): readonly ApplicationPermission[] {
  const extras = extraPermissions.filter(
    name => choice.extras.includes(name) && !(name === 'Application.Read.All' && choice.base === 'broad'),
  )
  return [...permissionSets[choice.base], ...(choice.usage ? (['Reports.Read.All'] as const) : []), ...extras]
}
