import { type Sql, sql } from '../../database/sql.ts'
import { splitNamesMeta } from '../../publish/derive/split-names.ts'

/** The spellings that another one stands for, as the table `spelling`. */
export const spellings: Sql = sql`spelling (value, name) as materialized (
  select named.key, named.value from meta, json_each(meta.value) as named where meta.name = ${splitNamesMeta})`

/** A department's, country's, company's or office's name in the spelling that stands for it. */
export function spelled(value: Sql): Sql {
  return sql`ifnull((select spelling.name from spelling where spelling.value = ${value}), ${value})`
}

/** Names that differ by the case of their letters are one, as they are to whoever filters by one of them. */
export function oneName(value: Sql): Sql {
  return sql`${spelled(value)} collate nocase`
}
