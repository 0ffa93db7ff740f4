import { z } from 'zod'
import type { Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import { dayAfter } from '../usage/catalogue/report-days.ts'
import { dayColumn } from '../usage/storing/activity.ts'
import { bitOf } from './facts/bits.ts'
import type { Moment } from './facts/people.ts'
import type { AppDay } from './facts/reports.ts'
import { activationApps } from './products/plan-kinds.ts'

const windows = [7, 30, 90, 180] as const
const Sums = z.record(z.string(), z.int().nullable())

/**
 * Keeps for the screens who has which app and how many use it. The base of an app are enabled members whose
 * plan is on and whom the app's report names: of nobody else a missing date says anything. Needs the tables
 * of the facts.
 */
export function keepAppUse(writer: Writer, { apps, settings }: Moment): void {
  writer.script('delete from user_app; delete from app_use; drop table if exists temp.app_window')
  const known = apps.filter(
    ({ app, gap, refreshDate }) =>
      gap === null && refreshDate !== null && activationApps.every(activation => activation !== app),
  )
  if (known.length === 0) return
  keepUserApps(writer, known, settings.graceDays)
  enterWindows(writer, known)
  const sums =
    writer.first(Sums, raw(`select ${known.flatMap(sumsOf).join(', ')} from temp.app_window`)) ?? {}
  for (const { app } of known) {
    const sum = (name: string) => sums[`${app}_${name}`] ?? 0
    writer.run(sql`
      insert into app_use (app, base, active_7d, active_30d, active_90d, active_180d, never_used, others_30d)
      values (${app}, ${sum('base')}, ${sum('7')}, ${sum('30')}, ${sum('90')}, ${sum('180')}, ${sum('never')},
        ${sum('others')})`)
  }
  writer.script('drop table temp.app_window')
}

/** A seat is new from the day on which it was first seen; of several with the app the oldest counts. */
function keepUserApps(writer: Writer, apps: readonly AppDay[], graceDays: number): void {
  const has = ({ app }: AppDay) => `max(pattern.witnesses & ${bitOf(app)})`
  const isSettled = ({ app, refreshDate }: AppDay) =>
    `iif(min(iif(pattern.witnesses & ${bitOf(app)}, coalesce(substr(seat.since, 1, 10), ''), null))
      <= '${dayAfter(refreshDate ?? '', -graceDays)}', ${bitOf(app)}, 0)`
  writer.run(
    raw(`
    insert into user_app (user_id, plans, base, never)
    select user_id, plans, base, base & none & settled from (
      select holder.user_id, own.plans, own.settled, person.none,
        (person.is_enabled and not person.is_guest) * (own.plans & (person.dated | person.none)) as base
      from (
        select seat.holder_id, ${apps.map(has).join(' | ')} as plans, ${apps.map(isSettled).join(' | ')} as settled
        from temp.seat as seat
        cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
        group by seat.holder_id
      ) as own cross join temp.judged_person as person on person.holder_id = own.holder_id
      cross join temp.holder as holder on holder.holder_id = own.holder_id
    )`),
  )
}

/** A row per user of the reports with the apps that were used within each window, as bits. */
function enterWindows(writer: Writer, apps: readonly AppDay[]): void {
  const within = (days: number) =>
    apps
      .map(
        ({ app, refreshDate }) =>
          `iif(used.${dayColumn(app)} >= '${dayAfter(refreshDate ?? '', 1 - days)}', ${bitOf(app)}, 0)`,
      )
      .join(' + ')
  writer.run(
    raw(`
    create temp table app_window as
    select coalesce(own.base, 0) as base, coalesce(own.never, 0) as never,
      ${windows.map(days => `${within(days)} as within_${days}`).join(', ')}
    from person_activity as used
    cross join person on person.person_id = used.person_id
    left join user_app as own on own.user_id = person.user_id
    where person.user_id is not null
    union all
    select base, never, 0, 0, 0, 0 from user_app as own where not exists (
      select 1 from person cross join person_activity as used on used.person_id = person.person_id
      where person.user_id = own.user_id)`),
  )
}

function sumsOf({ app }: AppDay): string[] {
  const count = (mask: string, name: string) => `sum((${mask}) & ${bitOf(app)} <> 0) as ${app}_${name}`
  return [
    count('base', 'base'),
    ...windows.map(days => count(`base & within_${days}`, String(days))),
    count('never', 'never'),
    count('~base & within_30', 'others'),
  ]
}
