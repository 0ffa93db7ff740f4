import { z } from 'zod'
import { bandStarts } from '../../../contract/savings/last-use.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { activationApps, isActivation } from '../products/plan-kinds.ts'
import type { SavingsSettings } from '../settings.ts'
import { bitOf, bitsOf } from './bits.ts'
import type { Moment } from './moment.ts'
import { type AppDay, isReadable } from './reports.ts'
import { dayOf } from './usage.ts'

/** No setting asks for more idle days than these, so that they stand for every earlier day, too. */
const maxUseDays = 180

/**
 * What `temp.seat.last_use` says beside the days since the last use: from `activation` on the days since an
 * activation that is all that is known, `none` for nothing on record, `unknown` for not measured.
 */
export const useCodes = { activation: 200, none: 400, unknown: 401 } as const

/** Later than any day that is asked for. */
const noDay = 9999

/**
 * SQL for `temp.seat.last_use`, of a seat with its `pattern` and its `person`: the fewest days from a use of
 * one of its plans to the day up to which the app is known, as the rules see them. No setting of idle days
 * lies within the first two bands, which are kept as their first day; most seats are there and need no date.
 *
 * An activation is a use within the idle days, whatever number they are; where it is all that is known, an
 * older one leaves the seat without any measure.
 */
export function lastUse(reader: Reader, moment: Moment): string {
  const isNone = 'person.none & pattern.witnesses'
  const without = `iif(${isNone}, ${useCodes.none}, ${useCodes.unknown})`
  return `case
    when person.this_week & pattern.witnesses then ${bandStarts['0-6']}
    when person.recent & pattern.witnesses then ${bandStarts['7-29']}
    when (person.dated | ${bitsOf(activationApps)}) & pattern.witnesses = 0 then ${without}
    else (
      select case
        when min(dated, activated) < ${noDay} then max(0, min(dated, activated, ${maxUseDays}))
          + iif(dated = ${noDay} and not (${isNone}), ${useCodes.activation}, 0)
        else ${without} end
      from (
        select min(${orNoDay(inReports(reader, moment))}, ${orNoDay(remembered)}) as dated,
          ${orNoDay(sinceActivation(moment))} as activated limit -1))
    end`
}

const orNoDay = (days: string) => `ifnull(${days}, ${noDay})`
/** SQL's function of the greatest value is another one where it is given a single one. */
const greatest = (dates: readonly string[]) =>
  `max('', ${dates.map(date => `ifnull(${date}, '')`).join(', ')})`
const daysUntil = (until: string, date: string) =>
  `cast(julianday('${until}') - julianday(${date}) as integer)`

const WitnessSet = z.object({ witnesses: z.int() })

/** Days since the newest date in the reports of today. Each set of witnesses asks for its own apps alone. */
function inReports(reader: Reader, { apps, settings }: Moment): string {
  const known = apps.filter(day => isReadable(day) && !isActivation(day.app))
  const sets = reader.all(
    WitnessSet,
    sql`select distinct witnesses from temp.seat_pattern where witnesses <> 0 order by witnesses`,
  )
  const branches = sets.flatMap(({ witnesses }) => {
    const shown = known.filter(({ app }) => (witnesses & bitOf(app)) !== 0)
    return shown.length === 0 ? [] : [`when ${witnesses} then ${daysOfApps(shown, settings)}`]
  })
  if (branches.length === 0) return 'null'
  return `(select case pattern.witnesses ${branches.join(' ')} end
    from person_activity as activity where activity.person_id = person.person_id)`
}

/** Of apps that are known up to the same day the newest date is the one of the fewest days. */
function daysOfApps(apps: readonly AppDay[], settings: SavingsSettings): string {
  const groups = [...Map.groupBy(apps, ({ refreshDate }) => refreshDate ?? '')]
  const days = groups.map(([until, same]) =>
    orNoDay(daysUntil(until, greatest(same.map(day => dayOf(day, settings))))),
  )
  return days.length === 1 ? days.join('') : `min(${days.join(', ')})`
}

const remembered = `iif(person.remembered & pattern.witnesses, (
    select min(kept.days) from temp.remembered_date as kept
    where kept.person_id = person.person_id and kept.app & pattern.witnesses), null)`

/** Days from the newest activation of a product that the seat gives to the day of their own report. */
function sinceActivation({ apps, reportDay }: Moment): string {
  const until = apps.find(({ app }) => app === 'apps_activation')?.refreshDate ?? reportDay
  const dates = activationApps.map(
    app => `iif(pattern.witnesses & ${bitOf(app)}, activated.${app}_last, null)`,
  )
  return `(select ${daysUntil(until, greatest(dates))} from temp.activated as activated
    where activated.person_id = person.person_id)`
}

/** SQL for the band of what {@link lastUse} says. */
export function bandOf(code: string): string {
  const bands = Object.entries(bandStarts)
  const named = (days: string) =>
    bands.flatMap(([band], place) => {
      const [, until] = bands[place + 1] ?? []
      return until === undefined ? [`else '${band}'`] : [`when ${days} < ${until} then '${band}'`]
    })
  return `case
    when ${code} < ${bandStarts['7-29']} then '0-6'
    when ${code} = ${useCodes.none} then 'none_on_record' when ${code} = ${useCodes.unknown} then 'not_measured'
    ${named(`${code} % ${useCodes.activation}`).join(' ')} end`
}
