import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { isActivation } from '../products/plan-kinds.ts'
import { bitOf, bitsOf } from './bits.ts'
import type { Moment } from './moment.ts'
import { isReadable } from './reports.ts'

/**
 * A date that an earlier report brought counts although those of today have left it or the person out, or
 * know none within the idle days.
 * Makes the table `temp.remembered_date`, with the days from such a date to the day of the app's reports, and
 * corrects `temp.usage_fact` by it. Of an app whose longest report is missing only a use within the idle days
 * counts.
 */
export function rememberDates(writer: Writer, { apps, settings }: Moment): void {
  const known = apps.filter(day => isReadable(day) && !isActivation(day.app))
  writer.script(`
    drop table if exists temp.remembered_date;
    create temp table remembered_date (
      person_id integer not null, app integer not null, day text not null, days integer not null, primary key (person_id, app)) strict, without rowid`)
  if (known.length === 0) return
  const bit = known.map(({ app }) => `when '${app}' then ${bitOf(app)}`)
  const until = known.map(({ app, refreshDate }) => `when ${bitOf(app)} then '${refreshDate ?? ''}'`)
  const whole = bitsOf(known.filter(({ gap }) => gap === null).map(({ app }) => app))
  const unused = `((fact.none | fact.gap | fact.dated & ~fact.used) & ${bitsOf(known.map(({ app }) => app))})`
  writer.run(
    raw(`
    insert into temp.remembered_date (person_id, app, day, days)
    select person_id, bit, day, cast(julianday(until) - julianday(day) as integer) as age from (
      select person_id, bit, case bit ${until.join(' ')} end as until,
        printf('%04d-%02d-%02d', month / 100, month % 100, (select max(day) from day_bit where day_bit.bit <= days)) as day
      from (
        -- The days are those of the newest month.
        select person_id, bit, max(month) as month, days from (
          select fact.person_id, (case app ${bit.join(' ')} else 0 end) & ${unused} as bit, kept.month, kept.days
          from temp.usage_fact as fact cross join activity_day as kept on kept.person_id = fact.person_id
          where ${unused} limit -1
        ) where bit <> 0 group by person_id, bit
      )
    ) where bit & ${whole} or age < ${settings.idleDays}`),
  )
  const within = (days: number) => `sum(iif(days < ${days}, app, 0))`
  writer.run(
    raw(`
    update temp.usage_fact as fact set
      dated = fact.dated | found.apps, none = fact.none & ~found.apps, gap = fact.gap & ~found.apps,
      remembered = found.apps,
      last_use = nullif(max(ifnull(fact.last_use, ''), found.last_use), ''),
      knows_exchange = fact.knows_exchange or found.apps & ${whole & bitOf('exchange')} <> 0,
      used = fact.used | found.used, recent = fact.recent | found.recent, this_week = fact.this_week | found.this_week,
      half_year = fact.half_year | found.half_year
    from (
      select person_id, sum(app) as apps, max(day) as last_use,
        ${within(settings.idleDays)} as used, ${within(30)} as recent, ${within(7)} as this_week, ${within(180)} as half_year
      from temp.remembered_date group by person_id
    ) as found where found.person_id = fact.person_id`),
  )
}
