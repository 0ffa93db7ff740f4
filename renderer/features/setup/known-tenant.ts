import { readTenantId } from '../../../electron/contract/entry/identifiers.ts'
import type { DraftInput } from '../../../electron/contract/setup.ts'

/** The tenant as far as it is worth handing on; null while there is none. */
export function knownTenant({ tenantId }: Pick<DraftInput, 'tenantId'>): string | null {
  const { value, hints } = readTenantId(tenantId)
  return hints.some(({ severity }) => severity === 'error') ? null : value
}
