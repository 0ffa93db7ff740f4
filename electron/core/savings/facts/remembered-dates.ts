import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { isActivation } from '../products/plan-kinds.ts'
import { bitOf, bitsOf } from './bits.ts'
import type { Moment } from './moment.ts'

/**
 * A date that an earlier report brought counts although the one of today has left it out. Makes the table
 * `temp.remembered_date`, with the days from such a date to the day of the app's reports, and corrects
 * `temp.usage_fact` by it.
 */
export function rememberDates(writer: Writer, { apps, settings }: Moment): void {
  const open = apps.filter(({ app, gap }) => gap === null && !isActivation(app))
  writer.script(`
    drop table if exists temp.remembered_date;
    create temp table remembered_date (
      person_id integer not null, app integer not null, days integer not null, primary key (person_id, app)) strict, without rowid`)
  if (open.length === 0) return
  const bit = open.map(({ app }) => `when '${app}' then ${bitOf(app)}`)
  const until = open.map(({ app, refreshDate }) => `when ${bitOf(app)} then '${refreshDate ?? ''}'`)
  writer.run(
    raw(`
    insert into temp.remembered_date (person_id, app, days)
    select person_id, bit, cast(julianday(case bit ${until.join(' ')} end) - julianday(
      printf('%04d-%02d-%02d', month / 100, month % 100, (select max(day) from day_bit where day_bit.bit <= days))) as integer)
    from (
      -- The days are those of the newest month.
      select person_id, bit, max(month) as month, days from (
        select fact.person_id, (case app ${bit.join(' ')} else 0 end) & fact.none as bit, kept.month, kept.days
        from temp.usage_fact as fact cross join activity_day as kept on kept.person_id = fact.person_id
        where fact.none & ${bitsOf(open.map(({ app }) => app))} limit -1
      ) where bit <> 0 group by person_id, bit
    )`),
  )
  const within = (days: number) => `sum(iif(days < ${days}, app, 0))`
  writer.run(
    raw(`
    update temp.usage_fact as fact set
      dated = fact.dated | found.apps, none = fact.none & ~found.apps, remembered = found.apps,
      used = fact.used | found.used, recent = fact.recent | found.recent, this_week = fact.this_week | found.this_week,
      half_year = fact.half_year | found.half_year
    from (
      select person_id, sum(app) as apps, ${within(settings.idleDays)} as used, ${within(30)} as recent, ${within(7)} as this_week, ${within(180)} as half_year
      from temp.remembered_date group by person_id
    ) as found where found.person_id = fact.person_id`),
  )
}
