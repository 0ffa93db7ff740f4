import { countOf } from '../database/counts.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import type { StagedSource } from '../database/staged-source.ts'

/**
 * How many stored rows that are in use a staged list lacks: products that people hold; products with usable
 * seats none of whose subscriptions came. Other lists have nothing to compare with.
 */
export function lostInUse(reader: Reader, source: StagedSource | undefined): number {
  switch (source?.dataset) {
    case 'licenses':
      return countOf(
        reader,
        sql`select count(*) as count from license
          where sku_id not in (select key from ${source.rows})
            and sku_id in (select sku_id from license_summary where assigned_users > 0)`,
      )
    case 'renewals':
      return countOf(
        reader,
        sql`select count(distinct subscription.sku_id) as count from subscription join license using (sku_id)
          where license.enabled_units + license.warning_units > 0
            and subscription.sku_id not in (
              select row ->> 'sku_id' from ${source.rows} where row ->> 'sku_id' is not null)`,
      )
    default:
      return 0
  }
}
