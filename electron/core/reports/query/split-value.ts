import { smallGroups } from '../../../contract/reports.ts'
import type { Reader } from '../../database/ports.ts'
import { minUsers } from '../../database/small-groups.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { splitNamesMeta } from '../../publish/derive/split-names.ts'

const spellings = (name: Sql): Sql => sql`${name} (value, name) as materialized (
  select named.key, named.value from meta, json_each(meta.value) as named where meta.name = ${splitNamesMeta})`

/**
 * The names of groups, as the table `spelling`: of those that differ by their spelling the one that stands
 * for all. Where users have made-up names, groups of fewer than five users share one name.
 *
 * @param people a select of each name as it is written, `value`, once, with its number of users, `people`
 */
export function groupNames(reader: Reader, people: Sql): readonly Sql[] {
  if (!reader.hasPseudonyms) return [spellings(sql`spelling`)]
  return [
    spellings(sql`written`),
    sql`sized as materialized (
      select own.value, ifnull(written.name, own.value) as shown, own.people
      from (${people}) own left join written on written.value = own.value)`,
    sql`small as materialized (
      select shown, sum(people) as people from sized group by shown collate nocase having sum(people) < ${minUsers})`,
    sql`spelling (value, name) as materialized (
      select sized.value, iif(small.shown is null, sized.shown, ${smallGroups})
      from sized left join small on small.shown = sized.shown collate nocase)`,
  ]
}

/** The groups that may be shown: not the small ones, unless they are five users together. */
export function shownGroups(reader: Reader, name: Sql): readonly Sql[] {
  if (!reader.hasPseudonyms) return []
  return [sql`(${name} <> ${smallGroups} or (select sum(people) from small) >= ${minUsers})`]
}

/** A department's, country's, company's or office's name in the spelling that stands for it. */
export function spelled(value: Sql): Sql {
  return sql`ifnull((select spelling.name from spelling where spelling.value = ${value}), ${value})`
}

/** Names that differ by the case of their letters are one, as they are to whoever filters by one of them. */
export function oneName(value: Sql): Sql {
  return sql`${spelled(value)} collate nocase`
}
