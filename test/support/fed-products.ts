import { createHash } from 'node:crypto'
import { createProducts } from '../../electron/simulator/tenant/products.ts'

/** A row of `/subscribedSkus`, with whatever else a test gives it. */
export type FedProduct = Readonly<Record<string, unknown>> & {
  readonly skuId: string
  readonly skuPartNumber: string
  readonly prepaidUnits?: Readonly<Record<string, unknown>>
}

/** A row of `/directory/subscriptions`. */
export type FedSubscription = Readonly<Record<string, unknown>>

const known = createProducts()

/**
 * The id of a product by its part number: Microsoft's own where the simulator knows it, otherwise one that
 * belongs to the name.
 */
export function skuIdOf(partNumber: string): string {
  return known.find(row => row.partNumber === partNumber)?.skuId ?? guidOf(partNumber)
}

/** A GUID that always belongs to the text. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

type ProductWish = Readonly<Record<string, unknown>> & {
  skuPartNumber?: string
  skuId?: string
  enabled?: number
  warning?: number
  suspended?: number
  lockedOut?: number
}

/**
 * A product by its part number and its seats; all other properties as Graph names them. Without
 * `consumedUnits` it has as many as people hold it.
 */
export function product(wish: ProductWish): FedProduct {
  const { enabled = 0, warning = 0, suspended = 0, lockedOut = 0, ...properties } = wish
  const { skuId = skuIdOf(wish.skuPartNumber ?? ''), skuPartNumber = partNumberOf(skuId) } = wish
  return {
    id: `hand-fed_${skuId}`,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    prepaidUnits: { enabled, warning, suspended, lockedOut },
    subscriptionIds: [],
    servicePlans: [],
    ...properties,
    skuId,
    skuPartNumber,
  }
}

function partNumberOf(skuId: string): string {
  return known.find(row => row.skuId === skuId)?.partNumber ?? `PRODUCT_${skuId.slice(0, 8).toUpperCase()}`
}

/**
 * A subscription by its product's part number; it is enabled and renews on 2027-03-01 where nothing else is
 * given.
 */
export function subscription(
  wish: Readonly<Record<string, unknown>> & { skuPartNumber: string },
): FedSubscription {
  return {
    id: guidOf(`subscription ${JSON.stringify(wish)}`),
    skuId: skuIdOf(wish.skuPartNumber),
    status: 'Enabled',
    isTrial: false,
    totalLicenses: 0,
    createdDateTime: '2024-03-01T00:00:00Z',
    nextLifecycleDateTime: '2027-03-01T00:00:00Z',
    serviceStatus: [],
    ...wish,
  }
}
