import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { lastUse } from '../facts/last-use.ts'
import type { Moment } from '../facts/moment.ts'
import { heldSeats, seatNumber } from '../facts/seats.ts'
import { needsLicense } from './accounts.ts'
import { gradeColumn, type SeatRule, seatSources } from './match.ts'

/**
 * Where a seat stands before claims are looked at, as stored in `temp.seat.stands`; the first that applies. A
 * claim takes the place of the last two alone.
 */
export const standings = ['left_out', 'not_judged', 'too_new', 'in_use', 'not_judged'] as const

/** The first of {@link standings} that a claim takes the place of. */
export const firstClaimed = 3

/**
 * Makes the table `temp.seat`: a row for each product that somebody holds, numbered in the order of users and
 * products, with what each rule that looks at one seat alone says (a column for its grade), where the seat
 * stands without any claim, the reason for that, and when it was last used, see {@link lastUse}. All in one
 * pass, because a seat's person is looked up once.
 */
export function enterJudgedSeats(writer: Writer, seatRules: readonly SeatRule[], moment: Moment): void {
  const columns = seatRules.map(({ rule }) => gradeColumn(rule))
  writer.script(`
    drop table if exists temp.seat;
    create temp table seat (
      seat_id integer primary key, holder_id integer not null, pattern_id integer not null, since text,
      stands integer not null, note text, last_use integer not null, ${columns.map(column => `${column} integer`).join(', ')}) strict`)
  const grades = seatRules.map(
    ({ rule, applies, grade }) => `iif(${applies}, ${grade}, null) as ${gradeColumn(rule)}`,
  )
  writer.run(
    raw(`
    insert into temp.seat (seat_id, holder_id, pattern_id, since, stands, note, last_use, ${columns.join(', ')})
    select ${seatNumber('holder_id', 'pattern_id')}, holder_id, pattern_id, since,
      case
        when own_reason is not null then 0 when not is_live then 1
        when is_new or is_just_disabled and ${gradeColumn('R1')} is null then 2
        when is_used or needs_license then 3 else 4 end,
      case
        when own_reason is not null then own_reason when not is_live then 'productEnded'
        when is_just_disabled and ${gradeColumn('R1')} is null then 'justDisabled' when is_new then 'new'
        when needs_license then 'licenseNeeded'
        when is_used then iif(is_fading, 'fading', null)
        when not knows_account then 'accountUnknown' when witnesses = 0 then 'blind' when has_gap then 'gap' else 'signsIn' end,
      last_use,
      ${columns.join(', ')}
    from (select seat.holder_id, seat.pattern_id, seat.since, ${standing(moment)}, ${grades.join(', ')},
        ${lastUse(writer, moment)} as last_use
      from (${heldSeats}) as seat ${seatSources} limit -1)`),
  )
}

/**
 * A seat of an account that was disabled a few days ago waits like a new one. A product that the tenant does
 * not list has no class at all.
 */
function standing({ reportDay, syncDay, settings }: Moment): string {
  const newFrom = dayAfter(reportDay, 1 - settings.graceDays)
  const justDisabled = dayAfter(syncDay, 1 - settings.leaverDays)
  return `
        pattern.is_live, pattern.witnesses,
        case when pattern.kind <> 'paid' then pattern.kind when person.is_resource = 1 then 'resourceAccount' end as own_reason,
        coalesce(max(coalesce(person.created_day, ''), coalesce(substr(seat.since, 1, 10), '')) >= '${newFrom}', 0) as is_new,
        person.is_enabled >= 0 as knows_account,
        person.is_enabled = 0 and person.disabled_day >= '${justDisabled}' as is_just_disabled,
        person.used & pattern.witnesses <> 0 as is_used,
        person.recent & pattern.witnesses = 0 as is_fading,
        person.gap & pattern.witnesses <> 0 as has_gap,
        ${needsLicense} as needs_license`
}
