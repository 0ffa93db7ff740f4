import { raw, type Sql, sql } from '../../database/sql.ts'
import { unmeasuredGuests } from './active-user.ts'
import { pricesOf, seatCost } from './products.ts'
import { oneName, spelled } from './split-value.ts'

const written = raw(`ifnull(u.office_location, '')`)
const office = spelled(written)
const grouped = sql`group by ${oneName(written)}`
/** Both tables are in the order of the users. */
const everybody = raw('user_summary s cross join user u on u.user_id = s.user_id')

/** Offices are many, so that their counts are not kept ready: they are added up when somebody asks. */
export const officeTables: readonly Sql[] = [
  sql`figures as materialized (
    select ${office} as value, count(*) as people, sum(s.license_count > 0) as licensed,
      sum(ifnull(s.active_30d, 0) * (s.license_count > 0)) as active, sum(s.license_count) as licenses
    from ${everybody} ${grouped})`,
  sql`seats as materialized (
    select ${office} as value, count(*) as seats, sum(ifnull(s.active_30d, 0)) as active
    from ${everybody} cross join assigned_license held on held.user_id = s.user_id
    join kind_of paid on paid.sku_id = held.sku_id and paid.kind = 'paid' ${grouped})`,
  sql`unmeasured as materialized (
    select ${office} as value, count(*) as people, sum((
      select count(*) from assigned_license held join kind_of paid on paid.sku_id = held.sku_id
      where held.user_id = one.user_id and paid.kind = 'paid')) as seats, sum(${pricesOf(raw('one.user_id'))}) as prices
    from (select guest.user_id from ${unmeasuredGuests}) one cross join user u on u.user_id = one.user_id ${grouped})`,
  sql`costs as materialized (
    select ${office} as value, group_concat(distinct product.currency order by product.currency) as currency,
      iif(count(distinct product.currency) = 1, ${seatCost(raw('1'), raw('sum(product.unit_price)'))}, null) as cost_year,
      sum(iif(ifnull(s.active_30d, 0), 0, product.unit_price)) as inactive_prices
    from product cross join assigned_license held on held.sku_id = product.sku_id
    cross join user u on u.user_id = held.user_id
    left join user_summary s on s.user_id = held.user_id
    where product.unit_price is not null ${grouped})`,
]
