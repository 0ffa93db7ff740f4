import { z } from 'zod'
import { readMeta, writeMeta } from '../meta.ts'
import type { Writer } from '../ports.ts'
import { sql } from '../sql.ts'
import { nearestProduct, type ProductPlans, readablePartNumber } from './fallback.ts'
import { type NamesText, parseNames } from './table.ts'

const fingerprintName = 'product_names'

/**
 * Fills the tables of product names when the text differs from what was loaded last.
 *
 * @returns whether it was loaded
 */
export function loadProductNames(writer: Writer, { text, fingerprint }: NamesText): boolean {
  if (readMeta(writer, fingerprintName) === fingerprint) return false
  const { products, plans } = parseNames(text)
  writer.transaction(() => {
    writer.script('delete from product_name; delete from product_plan')
    writer.run(sql`
      insert into product_name (sku_id, string_id, display_name)
      select value ->> 0, value ->> 1, value ->> 2
      from json_each(${JSON.stringify(products.map(row => [row.skuId, row.stringId, row.displayName]))})`)
    writer.run(sql`
      insert into product_plan (sku_id, service_plan_id, service_plan_name, friendly_name)
      select value ->> 0, value ->> 1, value ->> 2, value ->> 3
      from json_each(${JSON.stringify(plans.map(row => [row.skuId, row.servicePlanId, row.servicePlanName, row.friendlyName]))})`)
    writeMeta(writer, fingerprintName, fingerprint)
    nameUnknownProducts(writer)
  })
  return true
}

const Unknown = z.object({ sku_id: z.string(), sku_part_number: z.string() })
const Plan = z.object({ sku_id: z.string(), service_plan_id: z.string() })

/**
 * Gives a readable name to every product of the tenant that Microsoft's table lacks, and names the nearest
 * one that it has.
 */
export function nameUnknownProducts(writer: Writer): void {
  const unknown = writer.all(
    Unknown,
    sql`
      select sku_id, max(sku_part_number) as sku_part_number
      from (
        select sku_id, sku_part_number from license
        union all
        select sku_id, sku_part_number from subscription where sku_id is not null and sku_part_number is not null
      )
      where sku_id not in (select sku_id from product_name)
      group by sku_id`,
  )
  writer.script('delete from product_fallback')
  if (unknown.length === 0) return
  const known = plansBySku(writer.all(Plan, sql`select sku_id, service_plan_id from product_plan`))
  const own = plansBySku(writer.all(Plan, sql`select sku_id, service_plan_id from license_plan`))
  const rows = unknown.map(({ sku_id, sku_part_number }) => ({
    sku_id,
    name: readablePartNumber(sku_part_number) || sku_id,
    nearest: nearestProduct(own.get(sku_id)?.plans ?? new Set(), known.values()),
  }))
  writer.run(sql`
    insert into product_fallback (sku_id, display_name, nearest_sku_id)
    select
      row.value ->> 'sku_id',
      (row.value ->> 'name') || coalesce(' (similar to ' || nearest.display_name || ')', ''),
      nearest.sku_id
    from json_each(${JSON.stringify(rows)}) as row
    left join product_name as nearest on nearest.sku_id = row.value ->> 'nearest'`)
}

function plansBySku(rows: readonly z.infer<typeof Plan>[]): Map<string, ProductPlans> {
  const grouped = Map.groupBy(rows, row => row.sku_id)
  return new Map(
    [...grouped].map(([skuId, plans]) => [
      skuId,
      { skuId, plans: new Set(plans.map(plan => plan.service_plan_id)) },
    ]),
  )
}
