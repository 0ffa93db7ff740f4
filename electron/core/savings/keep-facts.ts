import { z } from 'zod'
import type { Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import type { Moment } from './facts/moment.ts'
import type { Product } from './facts/products.ts'
import type { Ladder } from './products/ladder.ts'
import { witnessesIn } from './products/plan-kinds.ts'
import { seatSources } from './rules/match.ts'
import { productCovers } from './rules/overlap.ts'

/**
 * Keeps what the verdicts rest on, for the public views: what products are, which hold which, what shows
 * their use.
 */
export function keepProductFacts(writer: Writer, products: readonly Product[], ladder: Ladder): void {
  const kinds = products.map(({ skuId, kind }) => ({ skuId, kind }))
  const covers = productCovers(products, ladder)
  const witnesses = products.flatMap(({ skuId, plans }) => {
    const witnessesOf = witnessesIn(plans)
    return plans.flatMap(plan => witnessesOf(plan).map(app => ({ skuId, planId: plan.id, app })))
  })
  writer.script('delete from product_kind; delete from product_coverage; delete from plan_witness')
  writer.run(sql`
    insert into product_kind (sku_id, kind)
    select value ->> 'skuId', value ->> 'kind' from json_each(${JSON.stringify(kinds)})`)
  writer.run(sql`
    insert into product_coverage (sku_id, covered_by_sku_id, how)
    select value ->> 'skuId', value ->> 'coveredBy', value ->> 'how' from json_each(${JSON.stringify(covers)})`)
  writer.run(sql`
    insert or ignore into plan_witness (sku_id, service_plan_id, app)
    select value ->> 'skuId', value ->> 'planId', value ->> 'app' from json_each(${JSON.stringify(witnesses)})`)
}

/** Keeps how far each report and each app can be relied on. */
export function keepReportFacts(writer: Writer, { apps, reports }: Moment): void {
  const known = apps.map(({ app, gap, refreshDate }) => ({ app, gap, refreshDate }))
  const states = reports.map(({ table, status, refreshDate }) => ({
    report: table.report.name,
    period: table.periodDays,
    status,
    refreshDate,
  }))
  writer.script('delete from judged_app; delete from report_state')
  writer.run(sql`
    insert into judged_app (app, gap, refresh_date)
    select value ->> 'app', value ->> 'gap', value ->> 'refreshDate' from json_each(${JSON.stringify(known)})`)
  writer.run(sql`
    insert into report_state (report, period_days, refresh_date, status)
    select value ->> 'report', value ->> 'period', value ->> 'refreshDate', value ->> 'status'
    from json_each(${JSON.stringify(states)})`)
}

/** Keeps each date of renewal that was ever seen, see {@link guessTerm}. */
export function keepRenewalDays(writer: Writer): void {
  writer.script(`
    insert or ignore into renewal_day (subscription_id, next_day)
    select subscription_id, substr(next_lifecycle_at, 1, 10) from subscription where next_lifecycle_at is not null`)
}

/**
 * Writes down the month that has ended, once, with the first sync after it: a row of raw facts for each seat,
 * so that later rules can be put to it. A month that ended before the first sync was seen by nobody.
 */
export function closeMonth(writer: Writer, { syncDay, reportDay }: Moment): void {
  const month = monthBefore(syncDay)
  const isOpen = writer.first(
    Open,
    raw(`select not exists (select 1 from seat_month where month = '${month}')
      and coalesce((select min(started_at) from sync_run where status in ('succeeded', 'partial')) < '${syncDay.slice(0, 7)}-01', 0)
      as is_open`),
  )
  if (isOpen?.is_open !== 1) return
  writer.run(
    raw(`
    insert into seat_month (month, user_id, sku_id, account_enabled, since, last_activity_date, last_sign_in_at, measured, refresh_date)
    select '${month}', holder.user_id, pattern.sku_id, user.account_enabled, seat.since, person.last_use,
      nullif(max(coalesce(sign_in.last_interactive_at, ''), coalesce(sign_in.last_non_interactive_at, ''),
        coalesce(sign_in.last_successful_at, '')), ''),
      (person.dated | person.none) & pattern.witnesses <> 0, '${reportDay}'
    from temp.seat as seat
    cross join temp.holder as holder on holder.holder_id = seat.holder_id
    ${seatSources}
    cross join user on user.user_id = holder.user_id
    left join sign_in on sign_in.user_id = user.user_id`),
  )
}

const Open = z.object({ is_open: z.int() })

/** `YYYY-MM` of the month before a day's. */
function monthBefore(day: string): string {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() - 1)
  return first.toISOString().slice(0, 7)
}
