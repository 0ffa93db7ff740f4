import { z } from 'zod'
import type { KeptOut } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { productKinds } from '../products/product-kind.ts'

const Kind = z.object({ kind: z.enum(productKinds), products: z.int(), seats: z.int() })
const Count = z.object({ count: z.int() })

/** What no rule looks at: products that are no paid seats of users, and licensed resource accounts. */
export function keptOut(reader: Reader): KeptOut {
  const kinds = reader.all(
    Kind,
    sql`select kind_of.kind, count(*) as products, sum(ifnull(license.consumed_units, 0)) as seats
      from product_kind as kind_of join license on license.sku_id = kind_of.sku_id
      where kind_of.kind <> 'paid' group by kind_of.kind`,
  )
  // The few accounts of resources come first: the other way round every user would be looked up.
  const resources = reader.first(
    Count,
    sql`select count(*) as count from user cross join user_summary as summary on summary.user_id = user.user_id
      where user.is_resource_account = 1 and summary.license_count > 0`,
  )
  return {
    products: productKinds.flatMap(kind => kinds.find(one => one.kind === kind) ?? []),
    resourceAccounts: resources?.count ?? 0,
  }
}
