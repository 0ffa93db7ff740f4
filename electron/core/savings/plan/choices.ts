import { z } from 'zod'
import type { Output } from '../../../contract/schemas.ts'
import type { Reader } from '../../database/ports.ts'
import { isShown } from '../../database/small-groups.ts'
import { raw, sql } from '../../database/sql.ts'

const Value = z.object({ value: z.string() })
const Group = z.object({ groupId: z.string(), users: z.int(), products: z.string() })
const Names = z.array(z.string())

/** At most so many values are offered of each kind. */
const maxOffered = 1000

/**
 * For whom a plan can be: departments and countries with users who hold a license, and groups by what they
 * license, the largest first. Their names are not read.
 */
export function planChoices(reader: Reader): Output<'savings.planChoices'> {
  const places = (column: 'department' | 'country') =>
    reader
      .all(
        Value,
        sql`select min(user.${raw(column)}) as value, count(*) as users from user
          where user.${raw(column)} <> '' and exists (select 1 from assigned_license as held where held.user_id = user.user_id)
          group by lower(user.${raw(column)}) having ${isShown(reader, sql`count(*)`)} order by 1 limit ${maxOffered}`,
      )
      .map(({ value }) => value)
  return {
    departments: places('department'),
    countries: places('country'),
    groups: reader
      .all(
        Group,
        sql`select group_id as groupId, max(users) as users, json_group_array(product_name order by users desc) as products
          from (
            select group_id, sku_id, count(distinct user_id) as users from license_state
            where group_id <> '' group by group_id, sku_id) as given
          join v_licenses using (sku_id)
          group by group_id having ${isShown(reader, sql`max(users)`)} order by 2 desc, 1 limit ${maxOffered}`,
      )
      .map(({ products, ...group }) => ({ ...group, products: Names.parse(JSON.parse(products)) })),
  }
}
