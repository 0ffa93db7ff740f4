import { UserChange } from '../../contract/pages/changes.ts'
import type { Reader } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import { productName, productTable } from '../reports/query/products.ts'

/** As many as anybody reads. */
const maxChanges = 200

/** What syncs noticed of a user, the newest first. */
export function readUserChanges(reader: Reader, userId: string): UserChange[] {
  return reader.all(
    UserChange,
    sql`
    with ${productTable}
    select
      at, kind, sku_id as skuId,
      iif(sku_id is null, null, ${productName(raw('change.sku_id'))}) as productName,
      iif(kind = 'license_swapped', ${productName(raw('change.detail'))}, null) as fromProductName,
      iif(kind = 'license_swapped', null, detail) as detail
    from change where user_id = ${userId}
    order by change_id desc limit ${maxChanges}`,
  )
}
