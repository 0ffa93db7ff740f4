import { type Counts, countOf } from '../database/counts.ts'
import type { Reader, Writer } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { type KeyedTable, replaceKeyed } from './keyed.ts'

/** The datasets whose rows are those of one table, by their names. */
export const keyedTables = {
  organization: {
    table: 'organization',
    key: 'tenant_id',
    columns: ['display_name', 'country', 'default_domain', 'created_at'],
    keeps: ['display_name', 'country', 'default_domain', 'created_at'],
  },
  licenses: {
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
  renewals: {
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
  registration: { table: 'registration', key: 'object', columns: ['document'], keeps: [] },
  sign_in_activity: {
    table: 'sign_in',
    key: 'user_id',
    columns: ['last_interactive_at', 'last_non_interactive_at', 'last_successful_at'],
    keeps: ['last_interactive_at', 'last_non_interactive_at', 'last_successful_at'],
  },
} satisfies Record<string, KeyedTable>

/** The table behind a dataset, null for a dataset of another kind. */
export function keyedTableOf(dataset: string): KeyedTable | null {
  const found = Object.entries(keyedTables).find(([name]) => name === dataset)
  return found?.[1] ?? null
}

/** Sign-in times come as a whole list; afterwards the people's figures take them over where they differ. */
export function publishSignIns(writer: Writer): Counts {
  const counts = replaceKeyed(writer, keyedTables.sign_in_activity)
  writer.run(sql`
    update user_summary set last_sign_in_at = latest.at
    from (
      select user_id,
        nullif(max(coalesce(last_interactive_at, ''), coalesce(last_non_interactive_at, '')), '') as at
      from sign_in
    ) as latest
    where latest.user_id = user_summary.user_id and latest.at is not user_summary.last_sign_in_at`)
  if (counts.removed > 0) {
    writer.run(sql`
      update user_summary set last_sign_in_at = null
      where last_sign_in_at is not null and user_id not in (select user_id from sign_in)`)
  }
  return counts
}

/** How many people the tenant has. */
export function countUsers(reader: Reader): number {
  return countOf(reader, sql`select count(*) as count from user`)
}
