import type { CloudName } from '../../../contract/connectors.ts'
import type { PermissionChoice } from '../../../contract/setup/setup.ts'
import { permissions } from '../../datasets/permissions.ts'
import type { Cloud } from '../../ports.ts'
import { chosenPermissions } from '../permissions.ts'

export type ScriptSubject = {
  cloud: Cloud
  /** GUID or domain name; null lets the person choose at sign-in. */
  tenantId: string | null
  choice: PermissionChoice
  appName: string
  /** Days until the secret expires; Microsoft advises less than a year. */
  secretDays: number
  /** Epoch milliseconds, from which the secret's end follows. */
  now: number
}

const dayMs = 86_400_000

/**
 * Names of the clouds in Connect-MgGraph and in the Azure command line. Custom clouds have none, so they get
 * the global ones.
 */
export const environments: Readonly<Record<CloudName, { powerShell: string; azure: string }>> = {
  global: { powerShell: 'Global', azure: 'AzureCloud' },
  usgov: { powerShell: 'USGov', azure: 'AzureUSGovernment' },
  usgovdod: { powerShell: 'USGovDoD', azure: 'AzureUSGovernment' },
  china: { powerShell: 'China', azure: 'AzureChinaCloud' },
  custom: { powerShell: 'Global', azure: 'AzureCloud' },
}

/** The chosen application permissions with their ids. */
export function rolesOf({ choice }: ScriptSubject): readonly { name: string; id: string }[] {
  return chosenPermissions(choice).map(name => ({ name, id: permissions[name].id }))
}

/** The last day of the secret, `YYYY-MM-DD`. */
export function endOf({ now, secretDays }: ScriptSubject): string {
  return new Date(now + secretDays * dayMs).toISOString().slice(0, 10)
}
