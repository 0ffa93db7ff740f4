import { z } from 'zod'
import type { Reader, Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import {
  appsOf,
  flaggedApps,
  usedColumn,
  type WindowDays,
  windowBit,
  windowDays,
} from '../usage/storing/activity.ts'
import { bitOf } from './facts/bits.ts'
import type { AppDay } from './facts/reports.ts'
import { witnessApps } from './products/plan-kinds.ts'

/** Two counts are summed in one integer: the second one in units of this, beyond any number of people. */
const unit = 2 ** 26
const low = (column: string) => `${column} % ${unit}`
const high = (column: string) => `${column} / ${unit}`

/**
 * Counts the use of each app by its base, in each combination of department, country and company and in all,
 * and by everybody else whom its report names. Needs `temp.app_of` and `temp.holder`.
 *
 * @param apps those whose use is known
 */
export function countAppUse(
  writer: Writer,
  catalogue: readonly UsageReport[],
  apps: readonly AppDay[],
): void {
  writer.script('delete from app_use; delete from split_app_use')
  if (apps.length === 0) return
  const activityApps = appsOf(catalogue)
  countBySplit(writer, apps, activityApps)
  writer.script(`
    drop table if exists temp.base_of;
    create temp table base_of (person_id integer primary key, base integer not null) strict;
    insert into temp.base_of select person_id, base from temp.app_of where person_id is not null and base <> 0 order by person_id`)
  countInAll(writer, apps, activityApps, flaggedApps(catalogue))
  writer.script('drop table temp.base_of')
}

/** SQL for the apps that a person used within a window, as bits in the order of the witnesses. */
function usedBits(apps: readonly AppDay[], activityApps: readonly string[], days: WindowDays): string {
  const moves = apps.map(({ app }) => {
    const from = activityApps.indexOf(app)
    return { shift: witnessApps.indexOf(app) - from, mask: 2 ** from }
  })
  // Apps that move by as many places move together.
  const groups = [...Map.groupBy(moves, ({ shift }) => shift)].map(([shift, group]) => {
    const mask = group.reduce((all, move) => all | move.mask, 0)
    return `((used.${usedColumn(days)} & ${mask}) << ${shift})`
  })
  return `ifnull(${groups.join(' | ')}, 0)`
}

/**
 * Windows lie within each other, so that whoever used an app within one and not within the shorter one is the
 * difference of the two.
 */
function countBySplit(writer: Writer, apps: readonly AppDay[], activityApps: readonly string[]): void {
  const counted = (column: string, app: AppDay) => `iif(${column} & ${bitOf(app.app)}, 1, 0)`
  const pair = (app: AppDay, one: string, other: string) =>
    `sum(${counted(one, app)} + ${unit} * ${counted(other, app)})`
  const sums = apps.map(
    (app, place) => `${pair(app, 'base', 'never')} as has_${place},
      ${pair(app, 'used_7d', 'used_30d')} as short_${place}, ${pair(app, 'used_90d', 'used_180d')} as long_${place}`,
  )
  const used = windowDays.map(
    days => `own.base & ${usedBits(apps, activityApps, days)} as ${usedColumn(days)}`,
  )
  writer.script(`
    drop table if exists temp.app_split;
    create temp table app_split as
    select split_id, count(*) as users, sum(never <> 0) as never,
      ${windowDays.map(days => `sum(${usedColumn(days)} <> 0) as active_${days}d`).join(', ')},
      sum(used_30d & ~used_7d <> 0) as lost_7d, sum(used_90d & ~used_30d <> 0) as lost_30d,
      sum(used_180d & ~used_90d <> 0) as lost_90d, ${sums.join(', ')}
    from (
      select summary.split_id, own.base, own.never, ${used.join(', ')}
      from temp.app_of as own
      cross join temp.holder as holder on holder.holder_id = own.holder_id
      cross join user_summary as summary on summary.user_id = holder.user_id
      left join person_activity as used on used.person_id = own.person_id
      where own.base <> 0 limit -1
    ) group by split_id;
    insert into split_app_use
    select split_id, '', users, never, active_7d, active_30d, active_90d, active_180d, lost_7d, lost_30d, lost_90d
    from temp.app_split`)
  for (const [place, { app }] of apps.entries()) {
    const [has, short, long] = [`has_${place}`, `short_${place}`, `long_${place}`]
    writer.run(
      raw(`
      insert into split_app_use
      select split_id, '${app}', ${low(has)}, ${high(has)}, ${low(short)}, ${high(short)}, ${low(long)}, ${high(long)},
        ${high(short)} - ${low(short)}, ${low(long)} - ${high(short)}, ${high(long)} - ${low(long)}
      from temp.app_split where ${low(has)} > 0`),
    )
  }
  writer.script('drop table temp.app_split')
}

const Sums = z.record(z.string(), z.int().nullable())

/** Of who is not of an app's base: 0 without the plan, 1 a guest, 2 disabled, 3 not in the directory. */
const whoIsOther = `case when user.user_id is null then 3 when user.user_type = 'Guest' then 1
        when user.account_enabled = 0 then 2 else 0 end`

function countInAll(
  writer: Writer,
  apps: readonly AppDay[],
  activityApps: readonly string[],
  flagged: readonly string[],
): void {
  const open = openWindows(writer)
  const sums = apps.flatMap(day => sumsOf(day, activityApps, flagged.includes(day.app) ? open : []))
  const used =
    writer.first(
      Sums,
      raw(`
    select ${sums.join(', ')} from (
      select used.*, ifnull(own.base, 0) as base, ${whoIsOther} as kind from person_activity as used
      cross join person on person.person_id = used.person_id
      left join user on user.user_id = person.user_id
      left join temp.base_of as own on own.person_id = used.person_id
      where person.user_id is not null or person.counts_for is null)`),
    ) ?? {}
  for (const { app } of apps) {
    const first = (name: string) => (used[`${app}_${name}`] ?? 0) % unit
    const second = (name: string) => Math.floor((used[`${app}_${name}`] ?? 0) / unit)
    const [guests, disabled] = [second('others'), first('strangers')]
    const atMost = windowDays.reduce(
      (bits, days) => bits | (used[`${app}_open_${days}`] ? windowBit(days) : 0),
      0,
    )
    writer.run(sql`
      insert into app_use (app, base, active_7d, active_30d, active_90d, active_180d, never_used, others_30d,
        guests_30d, disabled_30d, unmatched_30d, at_most)
      select ${app}, ifnull(sum(base), 0), ifnull(sum(active_7d), 0), ifnull(sum(active_30d), 0),
        ifnull(sum(active_90d), 0), ifnull(sum(active_180d), 0), ifnull(sum(never_used), 0),
        ${first('others') + guests + disabled}, ${guests}, ${disabled}, ${second('strangers')}, ${atMost}
      from split_app_use where app = ${app}`)
  }
}

const AtMost = z.object({ at_most: z.int() })

/** The windows for which some person has no flags, so that the day of the last use had to do. */
function openWindows(reader: Reader): readonly WindowDays[] {
  const found = reader.all(AtMost, sql`select distinct at_most from person_activity where at_most <> 0`)
  return windowDays.filter(days => found.some(({ at_most }) => (at_most & windowBit(days)) !== 0))
}

/**
 * Beside the counts whether somebody of the base counts by the day of the last use alone.
 *
 * @param open the windows of which that can be said
 */
function sumsOf({ app }: AppDay, activityApps: readonly string[], open: readonly WindowDays[]): string[] {
  const isUsed = (days: WindowDays) => `${usedColumn(days)} & ${2 ** activityApps.indexOf(app)}`
  const ofOthers = (one: number, other: number) =>
    `sum(iif(base & ${bitOf(app)} = 0 and ${isUsed(30)}, case kind when ${one} then 1 when ${other} then ${unit} else 0 end, 0))`
  return [
    `${ofOthers(0, 1)} as ${app}_others`,
    `${ofOthers(2, 3)} as ${app}_strangers`,
    ...open.map(
      days =>
        `max(iif(base & ${bitOf(app)} and ${isUsed(days)} and at_most & ${windowBit(days)}, 1, 0)) as ${app}_open_${days}`,
    ),
  ]
}
