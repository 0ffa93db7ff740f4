import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import { type Counts, countOf } from './counts.ts'
import { type KeyedTable, replaceKeyed } from './keyed.ts'
import type { StagedSource } from './staged.ts'

const organization: KeyedTable = {
  table: 'organization',
  key: 'tenant_id',
  columns: ['display_name', 'country', 'default_domain', 'created_at'],
}

const subscription: KeyedTable = {
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
}

const registration: KeyedTable = { table: 'registration', key: 'object', columns: ['document'] }

export const publishOrganization = (writer: Writer, source: StagedSource): Counts =>
  replaceKeyed(writer, organization, source)

export const publishSubscriptions = (writer: Writer, source: StagedSource): Counts =>
  replaceKeyed(writer, subscription, source)

export const publishRegistration = (writer: Writer, source: StagedSource): Counts =>
  replaceKeyed(writer, registration, source)

const signIn: KeyedTable = {
  table: 'sign_in',
  key: 'user_id',
  columns: ['last_interactive_at', 'last_non_interactive_at', 'last_successful_at'],
}

/** Sign-in times come as a whole list; afterwards the people's figures take them over where they differ. */
export function publishSignIns(writer: Writer, source: StagedSource): Counts {
  const counts = replaceKeyed(writer, signIn, source)
  writer.run(sql`
    with latest as materialized (
      select user_id,
        nullif(max(coalesce(last_interactive_at, ''), coalesce(last_non_interactive_at, '')), '') as at
      from sign_in
    )
    update user_summary set last_sign_in_at = latest.at
    from latest
    where latest.user_id = user_summary.user_id and latest.at is not user_summary.last_sign_in_at`)
  if (counts.removed > 0) {
    writer.run(sql`
      update user_summary set last_sign_in_at = null
      where last_sign_in_at is not null and user_id not in (select user_id from sign_in)`)
  }
  return counts
}

/** How many people the tenant has. */
export function countUsers(writer: Writer): number {
  return countOf(writer, sql`select count(*) as count from user`)
}
