import { z } from 'zod'
import type { Cell } from '../../../contract/reports.ts'
import type { Reader } from '../../database/ports.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { isFreeOfCharge } from '../../savings/products/free-products.ts'
import { productName as namedBy, productJoins } from '../../views/names.ts'
import type { MadeCell } from './source.ts'

/**
 * Every product that the tenant bought, subscribed to or that somebody holds, as the table `product`, under
 * the name that the views give it. A price is per seat and month.
 */
export const productTable: Sql = sql`product (sku_id, sku_part_number, product_name, unit_price, currency) as materialized (
  select known.sku_id, coalesce(license.sku_part_number, product_name.string_id), ${raw(namedBy)}known.sku_id),
    product_setting.unit_price, iif(product_setting.unit_price is null, null, ifnull(product_setting.currency, ''))
  from (
    select sku_id from license union select sku_id from license_summary
    union select sku_id from subscription where sku_id is not null
  ) known
  left join license on license.sku_id = known.sku_id ${raw(productJoins('known.sku_id'))}
)`

/**
 * A product's name by its id. One that the tenant has no more keeps the name that a person or Microsoft
 * gave it, or shows its id.
 */
export function productName(skuId: Sql): Sql {
  return sql`coalesce((select product_name from product where product.sku_id = ${skuId}),
    (select display_name from product_setting where product_setting.sku_id = ${skuId}),
    (select display_name from product_name where product_name.sku_id = ${skuId}), ${skuId})`
}

export function partNumber(skuId: Sql): Sql {
  return sql`coalesce((select sku_part_number from product where product.sku_id = ${skuId}),
    (select string_id from product_name where product_name.sku_id = ${skuId}))`
}

/** A condition on something that follows from a product's id, as one on the id, which an index can serve. */
export function viaProduct(skuId: Sql, following: (skuId: Sql) => Sql, condition: (column: Sql) => Sql): Sql {
  return sql`${skuId} in (select one.sku_id from product one where ${condition(following(raw('one.sku_id')))})`
}

const monthsPerYear = 12

/**
 * What all products of a person cost in a year; null where no price is known or prices come in several
 * currencies.
 */
export function personCost(userId: Sql): Sql {
  return sql`(select iif(count(distinct product.currency) = 1, round(sum(product.unit_price) * ${monthsPerYear}, 2), null)
    from assigned_license held join product on product.sku_id = held.sku_id where held.user_id = ${userId})`
}

/** The currency of {@link personCost}; of several all, with commas. */
export function personCurrency(userId: Sql): Sql {
  return sql`(select group_concat(distinct product.currency order by product.currency)
    from assigned_license held join product on product.sku_id = held.sku_id where held.user_id = ${userId})`
}

/** The names of a person's products, in alphabetical order. */
export function personProducts(userId: Sql): Sql {
  return sql`(select group_concat(product.product_name, '; ' order by product.product_name)
    from assigned_license held join product on product.sku_id = held.sku_id where held.user_id = ${userId})`
}

/**
 * {@link personProducts} as a cell that is made from ids. To have SQLite look up and sort the names of each
 * person takes as long as everything else about them.
 */
export function namedProducts(reader: Reader, userId: Sql): MadeCell {
  let names: ReadonlyMap<string, string> | null = null
  const known = new Map<Cell, Cell>()
  const make = (ids: Cell): Cell => {
    names ??= readNames(reader)
    const held = new Set(String(ids).split(betweenIds))
    // The names stand in their order already.
    const shown = [...names].flatMap(([id, name]) => (held.has(id) ? name : []))
    return shown.length === 0 ? null : shown.join('; ')
  }
  return {
    from: sql`(select group_concat(held.sku_id, ${betweenIds}) from assigned_license held where held.user_id = ${userId})`,
    make: ids => {
      if (ids === null) return null
      const made = known.get(ids) ?? make(ids)
      // Most people hold one of few combinations.
      if (known.size < maxKnownCombinations) known.set(ids, made)
      return made
    },
  }
}

const betweenIds = '\u001f'
const maxKnownCombinations = 10_000
const Named = z.object({ sku_id: z.string(), product_name: z.string() })

function readNames(reader: Reader): Map<string, string> {
  const named = reader.all(
    Named,
    sql`with ${productTable} select sku_id, product_name from product order by product_name`,
  )
  return new Map(named.map(({ sku_id, product_name }) => [sku_id, product_name]))
}

/** The prices of a seat and month of everything that somebody holds, added up; null without any. */
export function pricesOf(userId: Sql): Sql {
  return sql`(select sum(product.unit_price) from assigned_license held join product on product.sku_id = held.sku_id
    where held.user_id = ${userId})`
}

/** What a number of seats of one product costs in a year. */
export function seatCost(seats: Sql, unitPrice: Sql): Sql {
  return sql`round(${seats} * ${unitPrice} * ${monthsPerYear}, 2)`
}

const Price = z.object({
  sku_id: z.string(),
  sku_part_number: z.string(),
  unit_price: z.number().nullable(),
  on_trial: z.int(),
})

/**
 * Whether all subscriptions of a product are trials. Deleted ones say nothing any more, and without any
 * subscription nothing is known: the call for them may not be granted. Some of them name their product by its
 * part number alone.
 */
const isOnTrial = sql`ifnull((select min(ifnull(s.is_trial, 0)) from subscription s
  where (s.sku_id = license.sku_id or (s.sku_id is null and s.sku_part_number = license.sku_part_number))
    and ifnull(s.status, '') <> 'Deleted'), 0)`

/** The ids of the tenant's products that cost nothing, as a list to look something up in. */
export function freeProducts(reader: Reader): { ids: Sql } {
  const free = reader
    .all(
      Price,
      sql`select license.sku_id, license.sku_part_number, setting.unit_price, ${isOnTrial} as on_trial
        from license left join product_setting setting on setting.sku_id = license.sku_id`,
    )
    .filter(row =>
      isFreeOfCharge({
        partNumber: row.sku_part_number,
        unitPrice: row.unit_price,
        onTrial: row.on_trial === 1,
      }),
    )
  const ids = JSON.stringify(free.map(({ sku_id }) => sku_id))
  return { ids: sql`(select value from json_each(${ids}))` }
}

/**
 * What each product of the tenant is to it, as the table `kind_of`. A sync decides it; of a database that
 * an earlier version of the app has filled, what costs nothing is known at least.
 */
export function productKinds(reader: Reader): Sql {
  const { ids } = freeProducts(reader)
  return sql`kind_of (sku_id, kind) as materialized (
    select license.sku_id, coalesce(known.kind, iif(license.sku_id in ${ids}, 'free', 'paid'))
    from license left join product_kind known on known.sku_id = license.sku_id)`
}
