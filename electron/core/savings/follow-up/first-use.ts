import { z } from 'zod'
import type { FirstUse } from '../../../contract/savings/achieved.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Seat = z.object({ sku_id: z.string(), product_name: z.string(), days: z.int().nullable() })

/** Within so many days a new seat should be in use; younger seats cannot say yet. */
const watchedDays = 30
/** The steps of the cumulative line, in days from the assignment. */
export const firstUseSteps = [1, 7, 14, 30] as const

/**
 * How long it took from the assignment of a seat to its first use, per paid product. Only seats whose
 * assignment a sync has seen, which are at least thirty days old and whose use is measured: a day of an app
 * that the product gives, not before the assignment. An app whose days are held only from a later month on
 * could not have shown the first one. A seat that was taken away unused within the thirty days
 * says nothing.
 */
export function firstUse(reader: Reader): FirstUse[] {
  const seats = reader.all(Seat, startedSeats)
  return [...Map.groupBy(seats, ({ sku_id }) => sku_id)]
    .map(([skuId, rows]) => summaryOf(skuId, rows))
    .toSorted((a, b) => b.seats - a.seats || a.productName.localeCompare(b.productName))
}

/**
 * The days to first use of each seat; null: not used so far. The day of an app counts from its own report, so
 * that a late one leaves out seats that it could not have seen for thirty days.
 */
const startedSeats = sql`
  with start as materialized (
    select change.user_id, change.sku_id, max(substr(change.at, 1, 10)) as day
    from change
    join product_kind as kind on kind.sku_id = change.sku_id and kind.kind = 'paid'
    where change.kind in ('license_assigned', 'license_swapped') and change.user_id is not null
    group by change.user_id, change.sku_id
  ),
  watched as materialized (
    select app, min(month) as month from activity_day group by app
  ),
  shown as materialized (
    select distinct witness.sku_id, witness.app, judged.refresh_date, watched.month
    from plan_witness as witness
    join judged_app as judged on judged.app = witness.app and judged.gap is null
    join watched on watched.app = witness.app
    where witness.app not like '%activation'
  ),
  seen as materialized (
    select start.user_id, start.sku_id, start.day, max(shown.refresh_date) as until, (
      select min(printf('%04d-%02d-%02d', kept.month / 100, kept.month % 100, calendar.day))
      from person
      join activity_day as kept on kept.person_id = person.person_id
      join day_bit as calendar on kept.days & calendar.bit
      where person.user_id = start.user_id
        and kept.app in (select app from shown as mine where mine.sku_id = start.sku_id)
        and printf('%04d-%02d-%02d', kept.month / 100, kept.month % 100, calendar.day) >= start.day
    ) as used
    from start join shown on shown.sku_id = start.sku_id
      and shown.month <= cast(replace(substr(start.day, 1, 7), '-', '') as integer)
    group by start.user_id, start.sku_id
  )
  select seen.sku_id, coalesce(product.product_name, seen.sku_id) as product_name,
    cast(julianday(seen.used) - julianday(seen.day) as integer) as days
  from seen
  left join v_licenses as product on product.sku_id = seen.sku_id
  where julianday(seen.until) - julianday(seen.day) >= ${watchedDays}
    and (seen.used is not null or exists (
      select 1 from v_app_state as state where state.user_id = seen.user_id
        and state.app in (select app from shown as mine where mine.sku_id = seen.sku_id)
        and state.state in ('date', 'none_on_record', 'newcomer')))
    and (seen.used is not null or exists (
      select 1 from assigned_license as held where held.user_id = seen.user_id and held.sku_id = seen.sku_id))
  order by seen.sku_id`

function summaryOf(skuId: string, rows: readonly z.infer<typeof Seat>[]): FirstUse {
  const used = rows.flatMap(({ days }) => days ?? []).toSorted((a, b) => a - b)
  // The middle one of all seats, those without use behind all others.
  const median = used[Math.ceil(rows.length / 2) - 1] ?? null
  return {
    skuId,
    productName: rows[0]?.product_name ?? skuId,
    seats: rows.length,
    medianDays: median,
    within: firstUseSteps.map(step => ({ days: step, seats: used.filter(days => days <= step).length })),
  }
}
