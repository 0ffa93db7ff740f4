import type { CloudName } from '../../contract/connectors.ts'
import { type ExtraPermission, extraPermissions } from '../../contract/setup/names.ts'
import type { PermissionChoice, SetupGuide } from '../../contract/setup/setup.ts'
import { type ApplicationPermission, permissions } from '../datasets/permissions.ts'
import type { Cloud } from '../ports.ts'
import { createChecklist } from './checklist.ts'
import { plannedChecks } from './checks/index.ts'
import { permissionLadder, permissionSets } from './permissions.ts'

type GuideSubject = {
  cloud: Cloud
  /** Every cloud that can be chosen, in the order in which they are offered. */
  clouds: readonly { name: CloudName; title: string }[]
  choice: PermissionChoice
  clientId: string | null
  company: string | null
}

/** The setup for a window: the checklist filled in, what can be chosen, and what each choice enables. */
export function createGuide({ cloud, clouds, choice, clientId, company }: GuideSubject): SetupGuide {
  const { title, portalUrl, hasUsageReports } = cloud
  return {
    cloud: { title, portalUrl, hasUsageReports },
    clouds: [...clouds],
    items: [...createChecklist({ cloud, clientId, company, choice })],
    options: {
      broad: permissionSets.broad.map(offer),
      narrow: permissionSets.narrow.map(offer),
      least: permissionSets.least.map(offer),
      usage: offer('Reports.Read.All'),
      extras: extraPermissions.map(name => ({ ...offer(name), included: isIncluded(name, choice) })),
    },
    ladder: permissionLadder(choice, hasUsageReports),
    checks: [...plannedChecks()],
  }
}

function offer<const T extends ApplicationPermission>(name: T): { name: T; buys: string } {
  return { name, buys: permissions[name].buys }
}

/** The broad option brings the reading of registrations along. */
function isIncluded(name: ExtraPermission, { base }: PermissionChoice): boolean {
  return name === 'Application.Read.All' && base === 'broad'
}
