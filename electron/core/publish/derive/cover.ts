import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Pair = z.object({ sku_id: z.string(), covered_by_sku_id: z.string() })

/**
 * Finds which product holds all that another one gives a person: each service plan of the one that is for
 * people and not disabled is also one of the other's. Of two products with the same plans only the one with
 * the greater id counts as covered, so that a person never has both to spare.
 *
 * @returns whether the pairs are other than before
 */
export function deriveCovers(writer: Writer): boolean {
  const before = JSON.stringify(pairs(writer))
  writer.script(`
    delete from product_cover;
    with plan as materialized (
      select sku_id, service_plan_id from license_plan
      where coalesce(applies_to, 'User') = 'User' and coalesce(provisioning_status, '') <> 'Disabled'
    ),
    size as materialized (select sku_id, count(*) as plans from plan group by sku_id)
    insert into product_cover (sku_id, covered_by_sku_id)
    select small.sku_id, large.sku_id
    from plan as small
    join plan as large on large.service_plan_id = small.service_plan_id and large.sku_id <> small.sku_id
    join size as small_size on small_size.sku_id = small.sku_id
    join size as large_size on large_size.sku_id = large.sku_id
    group by small.sku_id, large.sku_id
    having count(*) = max(small_size.plans)
      and (max(large_size.plans) > max(small_size.plans) or small.sku_id > large.sku_id)`)
  return JSON.stringify(pairs(writer)) !== before
}

function pairs(writer: Writer): z.infer<typeof Pair>[] {
  return writer.all(
    Pair,
    sql`select sku_id, covered_by_sku_id from product_cover order by sku_id, covered_by_sku_id`,
  )
}
