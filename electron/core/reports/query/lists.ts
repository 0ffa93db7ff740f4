import { raw, type Sql, sql } from '../../database/sql.ts'

/** A column that shows several values in one cell and is filtered by each of them alone. */
export type ListColumn = {
  /** The column whose value leads to the list of a row. */
  by: string
  /** What in `by` those have whose list holds a value for which the condition holds. */
  holders: (condition: (value: Sql) => Sql) => Sql
  /**
   * The different values in the lists of some rows, as `value`, and how many of the rows hold each, as
   * `amount`.
   *
   * @param rows a select of what the rows have in `by`
   */
  counted: (rows: Sql) => Sql
}

/** The products that a user holds, by name. Several products may have been given one name. */
export const heldProducts: ListColumn = {
  by: 'user_id',
  holders: condition => sql`select held.user_id from assigned_license held where held.sku_id in (
    select product.sku_id from product where ${condition(raw('product.product_name'))})`,
  counted: rows => sql`select named.product_name as value,
      iif(count(*) = 1, sum(one.amount), (select count(distinct held.user_id) from assigned_license held
        where held.user_id in (${rows}) and held.sku_id in (select product.sku_id from product
          where product.product_name = named.product_name collate nocase))) as amount
    from (select held.sku_id, count(*) as amount from assigned_license held
      where held.user_id in (${rows}) group by held.sku_id) one
    join product named on named.sku_id = one.sku_id
    group by named.product_name collate nocase`,
}

/** How many of the rows have an empty list, under a value of null. */
export function emptyLists({ holders }: ListColumn, rows: Sql): Sql {
  return sql`select null as value, count(*) as amount from (${rows}) as listed
    where ifnull(listed.value not in (${holders(() => raw('true'))}), true) having amount > 0`
}

type Wanted = {
  values: readonly (string | number | null)[]
  /** Whether a value of a list is one of those that are asked for. */
  matches: (value: Sql, wanted: readonly (string | number)[]) => Sql
}

/**
 * The rows whose list holds one of the values; null stands for an empty list. It is null, as good as false,
 * where `by` is: asked for without more, it lets an index lead to the rows.
 *
 * @param by the expression of the list's column `by`
 */
export function listHolds({ holders }: ListColumn, by: Sql, { values, matches }: Wanted): Sql {
  const given = values.flatMap(value => (value === null || value === '' ? [] : [value]))
  const holds = sql`${by} in (${holders(value => matches(value, given))})`
  if (given.length === values.length) return holds
  const isEmpty = sql`ifnull(${by} not in (${holders(() => raw('true'))}), 1)`
  return given.length === 0 ? isEmpty : sql`(${holds} or ${isEmpty})`
}
