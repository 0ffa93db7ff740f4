import { z } from 'zod'
import { type DirectoryDataset, jsonRows } from './dataset.ts'
import { entriesOf, Identifier, readRow, rowSchema, saysSomething } from './fields.ts'

/** Key: `sku_id`, lower case. */
export type StagedLicense = {
  sku_id: string
  sku_part_number: string
  applies_to: string | null
  capability_status: string | null
  enabled_units: number | null
  warning_units: number | null
  suspended_units: number | null
  locked_out_units: number | null
  consumed_units: number | null
  plans: {
    service_plan_id: string
    service_plan_name: string
    provisioning_status: string | null
    applies_to: string | null
  }[]
}

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

function readLicense(value: unknown): StagedLicense | null {
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
  const absent = enabled === null ? null : 0
  return {
    enabled_units: enabled,
    warning_units: warning ?? absent,
    suspended_units: suspended ?? absent,
    locked_out_units: lockedOut ?? absent,
  }
}

/** Products with their seats and service plans (subscribedsku-list page). */
export const licenses = {
  id: 'licenses',
  title: 'Licenses',
  lane: 'single',
  permissions: ['Organization.Read.All', 'Directory.Read.All', 'LicenseAssignment.Read.All'],
  required: true,
  pages: [
    {
      kind: 'licenses',
      path: '/subscribedSkus',
      holds: 'list',
      read: jsonRows(readLicense, row => row.sku_id),
    },
  ],
  table: {
    table: 'license',
    key: 'sku_id',
    columns: [
      'sku_part_number',
      'applies_to',
      'capability_status',
      'enabled_units',
      'warning_units',
      'suspended_units',
      'locked_out_units',
      'consumed_units',
    ],
    keeps: ['sku_part_number', 'applies_to', 'capability_status'],
  },
  probe: {
    check: 'data.licenses',
    title: 'Licenses can be read',
    path: '/subscribedSkus',
    severity: 'fail',
    without: 'Without licenses there is nothing to compare usage with.',
    enables: 'Products, seats and service plans',
  },
} as const satisfies DirectoryDataset
