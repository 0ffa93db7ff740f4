import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { bitOf } from './bits.ts'
import type { Moment } from './moment.ts'
import type { AppDay } from './reports.ts'
import { firstSeen, heldSeatsOf, isInForce } from './seats.ts'

/**
 * Marks in `temp.judged_person.young` the apps of which a person is still new by the app's own day: its
 * report is late, so that the oldest of their seats with it is past the days of grace by the newest report
 * only. What is not on record there says nothing yet. Only holders of a seat that young are looked at.
 */
export function noteNewcomers(writer: Writer, { apps, reportDay, settings }: Moment): void {
  const graceFrom = ({ refreshDate }: AppDay) => dayAfter(refreshDate ?? reportDay, 1 - settings.graceDays)
  const late = apps.filter(({ gap, refreshDate }) => gap === null && (refreshDate ?? reportDay) < reportDay)
  const first = late.map(graceFrom).toSorted().at(0)
  if (first === undefined) return
  const bits = late.map(
    day =>
      `iif(min(iif(pattern.witnesses & ${bitOf(day.app)}, coalesce(substr(seat.since, 1, 10), ''), null))
        >= '${graceFrom(day)}', ${bitOf(day.app)}, 0)`,
  )
  writer.script(`
    drop table if exists temp.young_holder;
    create temp table young_holder (holder_id integer primary key, user_id text not null) strict`)
  writer.run(
    raw(`
    insert into temp.young_holder (holder_id, user_id)
    select holder_id, user_id from temp.holder as holder
    where ${firstSeen} >= '${first}' or user_id in (
      select user_id from license_state as state where state.updated_at >= '${first}' and ${isInForce('state')}
      union all select user_id from temp.seat_seen where at >= '${first}')`),
  )
  const exchange = bitOf('exchange')
  const oneDrive = bitOf('onedrive')
  writer.run(
    raw(`
    update temp.judged_person as person set young = found.bits,
      knows_exchange = knows_exchange and not (found.bits & person.none & ${exchange}),
      onedrive_byte = iif(found.bits & person.none & ${oneDrive}, nullif(onedrive_byte, 0), onedrive_byte)
    from (
      select seat.holder_id, ${bits.join(' | ')} as bits
      from (${heldSeatsOf('temp.young_holder')}) as seat
      cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
      group by seat.holder_id) as found
    where found.holder_id = person.holder_id and found.bits <> 0`),
  )
  writer.script('drop table temp.young_holder')
}
