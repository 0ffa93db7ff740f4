import type { Reader } from '../../database/ports.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { freeProducts } from './products.ts'

/**
 * What each product of the tenant is to it, as the table `kind_of`. A sync decides it; of a database that an earlier
 * version of the app has filled, what costs nothing is known at least.
 */
export function productKinds(reader: Reader): Sql {
  const { ids } = freeProducts(reader)
  return sql`kind_of (sku_id, kind) as materialized (
    select license.sku_id, coalesce(known.kind, iif(license.sku_id in ${ids}, 'free', 'paid'))
    from license left join product_kind known on known.sku_id = license.sku_id)`
}
