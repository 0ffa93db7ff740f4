import { z } from 'zod'
import type { SeatMonth } from '../../../contract/savings/achieved.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Row = z.object({
  month: z.string(),
  retained: z.int(),
  reactivated: z.int(),
  lapsed: z.int(),
  reclaimed: z.int(),
  still_idle: z.int(),
  not_comparable: z.int(),
  newly_assigned: z.int(),
})

/**
 * What became of the seats of paid products from one month's end to the next. Both ends are judged by the
 * idle days of today, so that a changed threshold changes no month against another; a seat that is not
 * measured at either end is compared with nothing. Months between which one is missing are left out.
 *
 * @param idleDays days without use after which a seat counts as idle
 */
export function seatMonths(reader: Reader, idleDays: number): SeatMonth[] {
  const within = `-${idleDays - 1} days`
  const rows = reader.all(
    Row,
    sql`
    with seat as materialized (
      select month, user_id, sku_id, measured,
        coalesce(last_activity_date >= date(refresh_date, ${within}), 0) as active
      from seat_month where sku_id in (select sku_id from product_kind where kind = 'paid')
    ),
    pair as materialized (
      select month, strftime('%Y-%m', month || '-01', '-1 month') as before
      from (select distinct month from seat_month)
      where strftime('%Y-%m', month || '-01', '-1 month') in (select month from seat_month)
    ),
    fate as materialized (
      select pair.month, earlier.active as was, later.active as is_now, later.user_id is null as gone,
        earlier.measured and later.measured as known
      from pair
      join seat as earlier on earlier.month = pair.before
      left join seat as later on later.month = pair.month and later.user_id = earlier.user_id
        and later.sku_id = earlier.sku_id
    )
    select month,
      coalesce(sum(known and was and is_now), 0) as retained,
      coalesce(sum(known and not was and is_now), 0) as reactivated,
      coalesce(sum(known and was and not is_now), 0) as lapsed,
      sum(gone) as reclaimed,
      coalesce(sum(known and not was and not is_now), 0) as still_idle,
      sum(not gone and not known) as not_comparable,
      (select count(*) from seat as new where new.month = fate.month and not exists (
        select 1 from seat_month as old
        where old.month = strftime('%Y-%m', new.month || '-01', '-1 month') and old.user_id = new.user_id
          and old.sku_id = new.sku_id)) as newly_assigned
    from fate group by month order by month`,
  )
  return rows.map(({ still_idle, not_comparable, newly_assigned, ...row }) => ({
    ...row,
    stillIdle: still_idle,
    notComparable: not_comparable,
    newlyAssigned: newly_assigned,
  }))
}
