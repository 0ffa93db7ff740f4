import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { productJoins, productName } from '../../views/names.ts'
import { lastSuccess } from '../journal/states.ts'

const Started = z.object({ started_at: z.string() })

/**
 * Whether products and people were both retrieved in this run, so that their numbers can be compared; null
 * while one never was.
 */
export function ofOneRun(reader: Reader, runId: number): boolean | null {
  const users = lastSuccess(reader, 'users')
  const licenses = lastSuccess(reader, 'licenses')
  if (users === null || licenses === null) return null
  if (users === licenses) return true
  const started = reader.first(
    Started,
    sql`select started_at from sync_run where run_id = ${runId}`,
  )?.started_at
  return started !== undefined && users >= started && licenses >= started
}

const Listed = z.object({
  sku_id: z.string(),
  product: z.string(),
  applies_to: z.string().nullable(),
  consumed_units: z.int(),
  holders: z.int(),
  gained: z.int(),
})
export type ListedProduct = z.infer<typeof Listed>

/**
 * Every product that the tenant lists and whose used seats it tells, with its holders and how many of them
 * this run saw come.
 */
export function listedProducts(reader: Reader, runId: number): ListedProduct[] {
  return reader.all(
    Listed,
    sql`
      select
        license.sku_id,
        ${raw(productName)} license.sku_id) as product,
        license.applies_to,
        license.consumed_units,
        coalesce(summary.assigned_users, 0) as holders,
        (select count(*) from change
          where run_id = ${runId} and kind in ('license_assigned', 'license_swapped')
            and change.sku_id = license.sku_id) as gained
      from license
      left join license_summary as summary on summary.sku_id = license.sku_id
      ${raw(productJoins('license.sku_id'))}
      where license.consumed_units is not null
      order by product`,
  )
}

const Unlisted = z.object({ product: z.string(), holders: z.int() })

/** Products that people hold and the tenant does not list. */
export function unlistedProducts(reader: Reader): z.infer<typeof Unlisted>[] {
  return reader.all(
    Unlisted,
    sql`
      select ${raw(productName)} summary.sku_id) as product, summary.assigned_users as holders
      from license_summary as summary
      left join license on license.sku_id = summary.sku_id
      ${raw(productJoins('summary.sku_id'))}
      where license.sku_id is null and summary.assigned_users > 0
      order by product`,
  )
}
