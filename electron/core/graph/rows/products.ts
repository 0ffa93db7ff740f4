import { z } from 'zod'
import { entriesOf, flagOf, Identifier, readRow, rowSchema, saysSomething, timeOf } from './fields.ts'
import type { StagedLicense, StagedSubscription } from './staged-rows.ts'

const SubscribedSku = rowSchema(({ text, integer, list, object }) =>
  z.object({
    skuId: Identifier,
    skuPartNumber: text,
    appliesTo: text,
    capabilityStatus: text,
    consumedUnits: integer,
    prepaidUnits: object(
      z.object({ enabled: integer, warning: integer, suspended: integer, lockedOut: integer }),
    ),
    servicePlans: list(
      z.object({
        servicePlanId: Identifier,
        servicePlanName: text,
        provisioningStatus: text,
        appliesTo: text,
      }),
    ),
  }),
)

/** A product of `/subscribedSkus`; null for a row without an id, or with nothing else that is known. */
export function readLicense(value: unknown): StagedLicense | null {
  const sku = readRow(SubscribedSku, value)
  if (sku === null || !saysSomething(sku, 'skuId')) return null
  return {
    sku_id: sku.skuId.toLowerCase(),
    sku_part_number: sku.skuPartNumber ?? '',
    applies_to: sku.appliesTo ?? null,
    capability_status: sku.capabilityStatus ?? null,
    ...readUnits(sku.prepaidUnits ?? {}),
    consumed_units: sku.consumedUnits ?? null,
    plans: entriesOf(sku.servicePlans).map(plan => ({
      service_plan_id: plan.servicePlanId.toLowerCase(),
      service_plan_name: plan.servicePlanName ?? '',
      provisioning_status: plan.provisioningStatus ?? null,
      applies_to: plan.appliesTo ?? null,
    })),
  }
}

type Units = { [State in 'enabled' | 'warning' | 'suspended' | 'lockedOut']?: number | null | undefined }

/** Seats by state. Beside enabled seats a state that is left out has none; without them nothing is known. */
function readUnits({ enabled = null, warning, suspended, lockedOut }: Units) {
  const untold = enabled === null ? null : 0
  return {
    enabled_units: enabled,
    warning_units: warning ?? untold,
    suspended_units: suspended ?? untold,
    locked_out_units: lockedOut ?? untold,
  }
}

const Subscription = rowSchema(({ text, integer, flag }) =>
  z.object({
    id: Identifier,
    skuId: text,
    skuPartNumber: text,
    status: text,
    totalLicenses: integer,
    isTrial: flag,
    createdDateTime: text,
    nextLifecycleDateTime: text,
  }),
)

/**
 * A subscription of `/directory/subscriptions`; null for a row without an id, or with nothing else that is
 * known.
 */
export function readSubscription(value: unknown): StagedSubscription | null {
  const row = readRow(Subscription, value)
  if (row === null || !saysSomething(row, 'id')) return null
  return {
    subscription_id: row.id,
    sku_id: row.skuId?.toLowerCase() ?? null,
    sku_part_number: row.skuPartNumber ?? null,
    status: row.status ?? null,
    total_licenses: row.totalLicenses ?? null,
    is_trial: flagOf(row.isTrial),
    created_at: timeOf(row.createdDateTime),
    next_lifecycle_at: timeOf(row.nextLifecycleDateTime),
  }
}
