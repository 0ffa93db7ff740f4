import { checkExpiry } from './checks/expiry.ts'
import { tenantKinds } from './checks/tenant.ts'
import { valueKinds } from './checks/values.ts'
import { skipGranted } from './granted.ts'

/**
 * The checks that a run makes, in their order, so that a window can show what is still to come. A
 * certificate's titles differ a little.
 */
export function plannedChecks(): readonly { id: string; title: string }[] {
  const expiry = checkExpiry({ credential: 'secret' }, null, 0)
  const values = [valueKinds.tenant, valueKinds.client, valueKinds.secret]
  const tenant = [tenantKinds.exists, tenantKinds.cloud, tenantKinds.token]
  return [...values, ...tenant, ...skipGranted(''), expiry].map(({ id, title }) => ({ id, title }))
}
