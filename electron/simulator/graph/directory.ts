import { type Answer, json } from '../answer.ts'
import { at } from '../random.ts'
import type { Service } from '../service.ts'
import { timeText } from '../tenant/calendar.ts'
import { licenseGroups } from '../tenant/licenses.ts'
import { wasBought } from '../tenant/past-books.ts'
import type { ServicePlan } from '../tenant/products.ts'
import { notFound } from './users.ts'

/** `GET /organization`. */
export function organization(service: Service): Answer {
  const { company } = service.world
  return json(200, {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#organization`,
    value: [
      {
        id: company.tenantId,
        deletedDateTime: null,
        displayName: company.displayName,
        countryLetterCode: 'DE',
        defaultUsageLocation: 'DE',
        createdDateTime: timeText('2018-10-02', 30_000),
        tenantType: 'AAD',
        partnerTenantType: null,
        onPremisesSyncEnabled: true,
        technicalNotificationMails: [`it@${company.domain}`],
        assignedPlans: [],
        provisionedPlans: [],
        verifiedDomains: [
          {
            name: company.initialDomain,
            isInitial: true,
            isDefault: false,
            type: 'Managed',
            capabilities: 'Email',
          },
          { name: company.domain, isInitial: false, isDefault: true, type: 'Managed', capabilities: 'Email' },
        ],
      },
    ],
  })
}

/** `GET /subscribedSkus`. */
export function subscribedSkus(service: Service): Answer {
  const { world, books } = service
  const consumed = books.consumed()
  const units = books.units()
  const value = offered(service).map(({ bit, partNumber, skuId, plans }) => ({
    accountName: world.company.initialDomain.split('.')[0],
    accountId: world.company.tenantId,
    appliesTo: 'User',
    capabilityStatus: at(units, bit).enabled > 0 ? 'Enabled' : 'Suspended',
    consumedUnits: consumed[bit],
    id: `${world.company.tenantId}_${skuId}`,
    skuId,
    skuPartNumber: partNumber,
    subscriptionIds: books.subscriptions().flatMap(item => (item.bit === bit ? [item.id] : [])),
    prepaidUnits: units[bit],
    servicePlans: plans.map(planJson),
  }))
  return json(200, { '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#subscribedSkus`, value })
}

function planJson(plan: ServicePlan): Record<string, string> {
  const companyPlan = plan.name === 'EXCHANGE_S_FOUNDATION' || plan.name.startsWith('M365_LIGHTHOUSE')
  return {
    servicePlanId: plan.id,
    servicePlanName: plan.name,
    provisioningStatus: plan.name.startsWith('KAIZALA') ? 'PendingProvisioning' : 'Success',
    appliesTo: companyPlan ? 'Company' : 'User',
  }
}

function offered(service: Service): Service['world']['products'] {
  const { products, hasCopilot, today } = service.world
  const bought = products.filter(({ bit }) => wasBought(service.world, bit, today))
  return hasCopilot ? bought : bought.filter(product => product.partNumber !== 'Microsoft_365_Copilot')
}

/** `GET /directory/subscriptions`: the only place with renewal dates. */
export function subscriptions(service: Service): Answer {
  const { world, books } = service
  const known = new Set(offered(service).map(product => product.bit))
  const value = books
    .subscriptions()
    .filter(item => known.has(item.bit))
    .map(item => {
      const product = at(world.products, item.bit)
      return {
        id: item.id,
        commerceSubscriptionId: item.commerceSubscriptionId,
        createdDateTime: timeText(world.dateText(item.createdDay), 36_000),
        isTrial: item.isTrial,
        nextLifecycleDateTime: item.nextLifecycleDateTime,
        ownerId: null,
        ownerTenantId: null,
        ownerType: 'User',
        skuId: product.skuId,
        skuPartNumber: product.partNumber,
        status: item.status,
        totalLicenses: item.totalLicenses,
        serviceStatus: product.plans.map(planJson),
      }
    })
  return json(200, {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#directory/subscriptions`,
    value,
  })
}

/** `GET /groups/{id}`: the groups that hand out licences. */
export function oneGroup(service: Service, id: string): Answer {
  const group = licenseGroups(service.world).find(candidate => candidate.id === id.toLowerCase())
  if (group === undefined) return notFound(id)
  return json(200, {
    '@odata.context': `${service.urls().graphUrl}/v1.0/$metadata#groups/$entity`,
    id: group.id,
    displayName: group.displayName,
    description: `Hands out ${at(service.world.products, group.bit).name}`,
    groupTypes: [],
    securityEnabled: true,
    mailEnabled: false,
    createdDateTime: timeText('2020-02-03', 36_000),
  })
}
