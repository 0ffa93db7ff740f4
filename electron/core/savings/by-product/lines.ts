import { z } from 'zod'
import type { TrustLine } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { askAboutPools } from './free-pools.ts'

/** The seats of a product by their classes, without what is asked for and what they cost. */
export type ProductLine = Omit<TrustLine, 'demand' | 'costs'>

const Line = z.object({
  sku_id: z.string(),
  part_number: z.string(),
  name: z.string(),
  bought: z.int().nullable(),
  consumed: z.int().nullable(),
  assigned: z.int(),
  certain: z.int(),
  strong: z.int(),
  weak: z.int(),
  in_use: z.int(),
  too_new: z.int(),
  left_out: z.int(),
  not_judged: z.int(),
  is_priced: z.int(),
})

/**
 * How the seats of each paid product are divided, the one with most that nobody seems to need first.
 *
 * @param skuId only this product; null for all
 */
export function productLines(reader: Reader, skuId: string | null = null): ProductLine[] {
  const ofProduct = skuId === null ? sql`true` : sql`product.sku_id = ${skuId}`
  const rows = reader.all(
    Line,
    sql`
    select product.sku_id, product.sku_part_number as part_number, product.product_name as name,
      product.enabled_units + product.warning_units as bought, product.consumed_units as consumed,
      count(claim.user_id) as assigned,
      coalesce(sum(claim.class = 'claimed' and claim.grade = 'certain'), 0) as certain,
      coalesce(sum(claim.class = 'claimed' and claim.grade = 'strong'), 0) as strong,
      coalesce(sum(claim.class = 'claimed' and claim.grade = 'weak'), 0) as weak,
      coalesce(sum(claim.class = 'in_use'), 0) as in_use, coalesce(sum(claim.class = 'too_new'), 0) as too_new,
      coalesce(sum(claim.class = 'left_out'), 0) as left_out, coalesce(sum(claim.class = 'not_judged'), 0) as not_judged,
      exists (select 1 from price where price.sku_id = product.sku_id) as is_priced
    from v_licenses as product left join claim on claim.sku_id = product.sku_id
    where product.kind = 'paid' and ${ofProduct} group by product.sku_id
    order by certain + strong desc, product.product_name`,
  )
  const looksFree = askAboutPools(reader)
  return rows.map(row => ({
    skuId: row.sku_id,
    partNumber: row.part_number,
    productName: row.name,
    certain: row.certain,
    strong: row.strong,
    weak: row.weak,
    inUse: row.in_use,
    tooNew: row.too_new,
    leftOut: row.left_out,
    notJudged: row.not_judged,
    assigned: row.assigned,
    bought: row.bought,
    unassigned: Math.max(0, (row.bought ?? row.assigned) - (row.consumed ?? row.assigned)),
    freeAfter: Math.max(
      0,
      (row.bought ?? row.assigned) - (row.consumed ?? row.assigned) + row.certain + row.strong,
    ),
    over: Math.max(0, (row.consumed ?? row.assigned) - (row.bought ?? row.consumed ?? row.assigned)),
    isPriced: row.is_priced === 1,
    looksFree: looksFree({
      skuId: row.sku_id,
      bought: row.bought,
      used: row.consumed ?? row.assigned,
      isPriced: row.is_priced === 1,
    }),
  }))
}
