import { z } from 'zod'
import { type DirectoryDataset, jsonRows } from './dataset.ts'
import { flagOf, Identifier, readRow, rowSchema, saysSomething, timeOf } from './fields.ts'

/** Key: `subscription_id`. */
type StagedSubscription = {
  subscription_id: string
  sku_id: string | null
  sku_part_number: string | null
  status: string | null
  total_licenses: number | null
  is_trial: 0 | 1 | null
  created_at: string | null
  next_lifecycle_at: string | null
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

function readSubscription(value: unknown): StagedSubscription | null {
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

/** Subscriptions with their renewal dates (directory-list-subscriptions page). */
export const renewals = {
  id: 'renewals',
  title: 'Renewals',
  lane: 'single',
  permissions: ['Organization.Read.All', 'Directory.Read.All'],
  required: false,
  pages: [
    {
      kind: 'renewals',
      path: '/directory/subscriptions',
      holds: 'list',
      read: jsonRows(readSubscription, row => row.subscription_id),
    },
  ],
  table: {
    table: 'subscription',
    key: 'subscription_id',
    columns: [
      'sku_id',
      'sku_part_number',
      'status',
      'total_licenses',
      'is_trial',
      'created_at',
      'next_lifecycle_at',
    ],
    keeps: ['sku_id', 'sku_part_number', 'status', 'total_licenses', 'is_trial', 'created_at'],
  },
  probe: {
    check: 'data.renewals',
    title: 'Renewals can be read',
    path: '/directory/subscriptions',
    severity: 'warn',
    without: 'Renewal dates are not shown.',
    enables: 'Renewal dates',
  },
} as const satisfies DirectoryDataset
