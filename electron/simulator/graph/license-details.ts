import { type Answer, json } from '../answer.ts'
import { at } from '../random.ts'
import type { Service } from '../service.ts'
import { disabledPlans, licenseMask } from '../tenant/licenses.ts'
import { bitsOf } from '../tenant/products.ts'
import { isPresent } from '../tenant/world.ts'
import type { DirectoryOrder } from './directory-order.ts'
import { findPerson, notFound } from './users.ts'

/** `GET /users/{id}/licenseDetails`. */
export function licenseDetails(service: Service, order: () => DirectoryOrder, key: string): Answer {
  const { world } = service
  const index = findPerson(service, order, key)
  if (index < 0 || !isPresent(world, index)) return notFound(key)
  const value = bitsOf(licenseMask(world, index)).map(bit => {
    const product = at(world.products, bit)
    const disabled = new Set(disabledPlans(world, index, bit))
    return {
      id: product.skuId,
      skuId: product.skuId,
      skuPartNumber: product.partNumber,
      servicePlans: product.plans.map(plan => ({
        servicePlanId: plan.id,
        servicePlanName: plan.name,
        provisioningStatus: disabled.has(plan.id) ? 'Disabled' : 'Success',
        appliesTo: 'User',
      })),
    }
  })
  return json(200, { '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#licenseDetails`, value })
}
