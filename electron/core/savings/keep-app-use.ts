import type { Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import { dayAfter } from '../usage/catalogue/report-days.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { countAppUse } from './count-app-use.ts'
import { bitOf, bitsOf } from './facts/bits.ts'
import type { Combinations } from './facts/combinations.ts'
import type { Moment } from './facts/moment.ts'
import type { AppDay } from './facts/reports.ts'
import { isSeatOf } from './facts/seats.ts'
import { activationApps } from './products/plan-kinds.ts'

/**
 * Keeps for the screens who has which app and how many use it. The base of an app are enabled members whose
 * plan is on and whom the app's report names: of nobody else a missing date says anything. Needs the tables
 * of the facts.
 */
export function keepAppUse(
  writer: Writer,
  catalogue: readonly UsageReport[],
  combinations: Combinations,
  { apps, settings }: Moment,
): void {
  const known = apps.filter(
    ({ app, gap, refreshDate }) =>
      gap === null && refreshDate !== null && activationApps.every(activation => activation !== app),
  )
  enterUserApps(writer, combinations, known, settings.graceDays)
  storeUserApps(writer)
  countAppUse(writer, catalogue, known)
  writer.script('drop table temp.app_of; drop table temp.combination')
}

/**
 * Makes the table `temp.app_of`, a row per holder. A seat is new from the day on which it was first seen; of
 * several with the app the oldest counts, so that most people's seats are all past the days of grace and need
 * no look at each.
 */
function enterUserApps(
  writer: Writer,
  combinations: Combinations,
  apps: readonly AppDay[],
  graceDays: number,
): void {
  const all = bitsOf(apps.map(({ app }) => app))
  const rows = [...combinations].map(([text, patterns]) => ({
    text,
    plans: patterns.reduce((bits, { witnesses }) => bits | (witnesses & all), 0),
  }))
  writer.script(`
    drop table if exists temp.combination;
    create temp table combination (combination text primary key, plans integer not null) strict, without rowid;
    drop table if exists temp.app_of;
    create temp table app_of (
      holder_id integer primary key, person_id integer, plans integer not null, measured integer not null,
      base integer not null, never integer not null) strict`)
  writer.run(sql`
    insert into temp.combination (combination, plans)
    select value ->> 'text', value ->> 'plans' from json_each(${JSON.stringify(rows)})`)
  const days = apps.map(({ refreshDate }) => dayAfter(refreshDate ?? '', -graceDays))
  writer.run(
    raw(`
    insert into temp.app_of
    select holder_id, person_id, plans, measured, judged * measured, judged * measured & none & settled from (
      select holding.holder_id, person.person_id, own.plans, person.none,
        person.is_enabled <> 0 and not person.is_guest as judged, own.plans & (person.dated | person.none) as measured,
        iif(holding.newest <= '${days.toSorted().at(0) ?? ''}', own.plans, (${settledApps(apps, days)})) as settled
      from temp.holding as holding
      cross join temp.combination as own on own.combination = holding.combination
      cross join temp.judged_person as person on person.holder_id = holding.holder_id
    )`),
  )
}

/** Apps whose oldest seat is past the days of grace. */
function settledApps(apps: readonly AppDay[], days: readonly string[]): string {
  if (apps.length === 0) return '0'
  const isSettled = apps.map(
    ({ app }, index) =>
      `iif(min(iif(pattern.witnesses & ${bitOf(app)}, coalesce(substr(seat.since, 1, 10), ''), null))
        <= '${days[index]}', ${bitOf(app)}, 0)`,
  )
  return `select ${isSettled.join(' | ')} from temp.seat as seat
    cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
    where ${isSeatOf('holding.holder_id')}`
}

/** Only rows that differ are written. */
function storeUserApps(writer: Writer): void {
  writer.script(`
    insert into user_app (user_id, plans, measured, base, never)
    select holder.user_id, own.plans, own.measured, own.base, own.never
    from temp.app_of as own cross join temp.holder as holder on holder.holder_id = own.holder_id
    where not exists (
      select 1 from user_app as kept where kept.user_id = holder.user_id and kept.plans = own.plans
        and kept.measured is own.measured and kept.base = own.base and kept.never = own.never)
    on conflict do update set plans = excluded.plans, measured = excluded.measured, base = excluded.base,
      never = excluded.never;
    delete from user_app where (select count(*) from user_app) <> (select count(*) from temp.app_of)
      and user_id not in (
        select holder.user_id from temp.app_of as own cross join temp.holder as holder on holder.holder_id = own.holder_id)`)
}
