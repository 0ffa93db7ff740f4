import type { Reader } from '../../database/ports.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { unmeasuredGuests } from './active-user.ts'
import { pricesOf, seatCost } from './products.ts'
import { oneName, spelled } from './split-value.ts'

const written = raw(`ifnull(u.office_location, '')`)
/** Both tables are in the order of the users. */
const everybody = raw('user_summary s cross join user u on u.user_id = s.user_id')

const office = spelled(raw('counted.written'))
const grouped = sql`group by ${oneName(raw('counted.written'))}`

/** How many users have each office, as it is written. */
export const peopleOfOffices = sql`select ${written} as value, count(*) as people from ${everybody} group by 1`

const held = sql`select ${written} as written, held.sku_id, count(*) as seats,
    sum(ifnull(s.active_30d, 0)) as active
  from ${everybody} cross join assigned_license held on held.user_id = s.user_id group by 1, 2`

const people = sql`select ${written} as written, count(*) as people, sum(s.license_count > 0) as licensed,
    sum(ifnull(s.active_30d, 0) * (s.license_count > 0)) as active, sum(s.license_count) as licenses
  from ${everybody} group by 1`

/**
 * Offices are many, so that their counts are not in the database: they are added up when somebody asks, and
 * kept for the next question. Everybody is gone through twice, once with what they hold; spellings, prices
 * and products are looked up for the few sums.
 */
export const officeTables = (reader: Reader): readonly Sql[] => [
  sql`held_in_office as materialized (${reader.keepRows(held)})`,
  sql`figures as materialized (
    select ${office} as value, sum(people) as people, sum(licensed) as licensed, sum(active) as active,
      sum(licenses) as licenses
    from (${reader.keepRows(people)}) counted
    ${grouped})`,
  sql`seats as materialized (
    select ${office} as value, sum(seats) as seats, sum(active) as active
    from held_in_office counted join kind_of paid on paid.sku_id = counted.sku_id and paid.kind = 'paid' ${grouped})`,
  sql`unmeasured as materialized (
    select ${office} as value, count(*) as people, sum((
      select count(*) from assigned_license held join kind_of paid on paid.sku_id = held.sku_id
      where held.user_id = counted.user_id and paid.kind = 'paid')) as seats,
      sum(${pricesOf(raw('counted.user_id'))}) as prices
    from (select guest.user_id, ifnull(u.office_location, '') as written
      from (select guest.user_id from ${unmeasuredGuests}) guest cross join user u on u.user_id = guest.user_id) counted
    ${grouped})`,
  sql`costs as materialized (
    select ${office} as value, group_concat(distinct product.currency order by product.currency) as currency,
      iif(count(distinct product.currency) = 1, ${seatCost(raw('1'), raw('sum(seats * product.unit_price)'))}, null) as cost_year,
      sum((seats - active) * product.unit_price) as inactive_prices
    from held_in_office counted join product on product.sku_id = counted.sku_id
    where product.unit_price is not null ${grouped})`,
]
