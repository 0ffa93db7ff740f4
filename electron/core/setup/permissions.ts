import { extraPermissions, type PermissionBase } from '../../contract/setup/names.ts'
import type { LadderRung, PermissionChoice } from '../../contract/setup/setup.ts'
import { dataSources } from '../datasets/index.ts'
import type { ApplicationPermission } from '../datasets/permissions.ts'
import { usageReports } from '../datasets/usage-reports.ts'
import { names } from './checks/granted/names.ts'

export const permissionSets = {
  /** Option A: one broad permission. */
  broad: ['Directory.Read.All'],
  /** Option B: two narrow ones. */
  narrow: ['Organization.Read.All', 'User.Read.All'],
  /** Option C: products by the only permission that reads nothing else. */
  least: ['LicenseAssignment.Read.All', 'User.Read.All'],
} as const satisfies Record<PermissionBase, readonly ApplicationPermission[]>

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

/** Whether names are concealed is no dataset, but a permission of its own shows it before the first sync. */
const reportSettings = {
  permissions: ['ReportSettings.Read.All'],
  probe: {
    check: names.id,
    enables: 'Whether names are concealed in the reports',
    without: 'Whether names are concealed is only seen after the first sync.',
  },
}

/**
 * What each permission enables, most needed first. Usage and its settings are left out where the cloud has no
 * usage reports.
 */
export function permissionLadder(choice: PermissionChoice, hasUsageReports: boolean): LadderRung[] {
  const chosen = new Set<string>(chosenPermissions(choice))
  const ofUsage = new Set<string>([usageReports.probe.check, names.id])
  return [...dataSources, reportSettings]
    .filter(({ probe }) => hasUsageReports || !ofUsage.has(probe.check))
    .map(({ permissions, probe: { check, enables, without } }) => ({
      check,
      title: enables,
      anyOf: [...permissions],
      without,
      chosen: permissions.some(name => chosen.has(name)),
    }))
}
