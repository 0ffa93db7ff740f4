import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { reportColumn } from '../../usage/storing/activity.ts'
import { usageTables } from '../../usage/storing/tables.ts'
import { judgingReports } from '../facts/reports.ts'
import type { SavingsSettings } from '../settings.ts'
import type { CardSeat } from './seat.ts'
import { type Signal, type Speaks, signal } from './signal.ts'

const App = z.object({
  app: z.string(),
  state: z.string(),
  day: z.string().nullable(),
  as_of: z.string().nullable(),
  idle: z.int().nullable(),
  since: z.string().nullable(),
})
type App = z.infer<typeof App>
const Found = z.object({ report: z.string().nullable() })
const Who = z.object({ person_id: z.int() })
const ReportDay = z.object({ report: z.string(), status: z.string(), day: z.string().nullable() })
const First = z.object({ day: z.string().nullable() })

/** Days that one report reaches back before its own. */
const reach = 179
const halfYear = 180

/** The apps whose reports name one date for all of them, so that it is the latest that each can have. */
const shareDate = (app: string): boolean => app.endsWith('_app')

/** What the reports say of each app that shows a plan of the seat which is on. */
export function appSignals(
  reader: Reader,
  seat: CardSeat,
  plans: Evidence['plans'],
  settings: SavingsSettings,
): Signal[] {
  const shown = new Set(plans.filter(({ isOn }) => isOn).flatMap(({ shownBy }) => shownBy))
  const who = reader.first(
    Who,
    sql`select person.person_id from user join person on person.person_key = user.upn_key
      and person.user_id = user.user_id where user.user_id = ${seat.userId}`,
  )
  const first = reader.first(
    First,
    sql`select min(value) as day from meta where name = 'first_activity_as_of'`,
  )
  return reader
    .all(
      App,
      sql`
      select app, state, last_activity_date as day, refresh_date as as_of, idle_days as idle,
        (select min(substr(claim.since, 1, 10)) from claim join plan_witness as shown on shown.sku_id = claim.sku_id
          where claim.user_id = state.user_id and shown.app = state.app) as since
      from v_app_state as state where user_id = ${seat.userId} order by app`,
    )
    .filter(({ app }) => shown.has(app))
    .map(app =>
      appSignal(reader, seat, app, {
        ...settings,
        first: first?.day ?? null,
        personId: who?.person_id ?? null,
      }),
    )
}

type Known = Pick<SavingsSettings, 'idleDays' | 'graceDays'> & {
  readonly first: string | null
  readonly personId: number | null
}

function appSignal(reader: Reader, seat: CardSeat, one: App, known: Known): Signal {
  const { idleDays, graceDays, first, personId } = known
  const { app, state, day, as_of: asOf, idle } = one
  const key = `app:${app}`
  const speaks = speaksOf(seat, one, idleDays)
  switch (state) {
    case 'date':
      return signal(key, day, sourceOf(reader, personId, app), asOf, speaks, {
        note: shareDate(app) ? 'orEarlier' : null,
        days: idle,
      })
    case 'none_on_record':
      return signal(key, state, carriersOf(app)[0] ?? 'reports', asOf, speaks, {
        since: watchedFrom(one.since, first),
      })
    case 'newcomer':
      return signal(key, state, carriersOf(app)[0] ?? 'reports', asOf, 'unknown', {
        since: one.since === null ? null : dayAfter(one.since, graceDays),
      })
    default:
      return { ...gapSignal(reader, key, app, state), asOf }
  }
}

/** The later of the day since when it is held, and of the first day that a report of ours reaches back to. */
function watchedFrom(since: string | null, first: string | null): string | null {
  const from = first === null ? null : dayAfter(first, -reach)
  return since === null || from === null ? (since ?? from) : since > from ? since : from
}

/** Why nothing is known: not in the report, or no report, with the last day of which it said something. */
function gapSignal(reader: Reader, key: string, app: string, state: string): Signal {
  const carriers = carriersOf(app)
  const reports = reader
    .all(
      ReportDay,
      sql`select report, status, max(refresh_date) as day from ${judgingReports} group by report, status`,
    )
    .filter(({ report }) => carriers.includes(report))
  const isOffered = !reports.every(({ status }) => status === 'not_offered')
  const last = reports
    .flatMap(({ day }) => day ?? [])
    .toSorted()
    .at(-1)
  const value = state === 'not_granted' && !isOffered ? 'not_offered' : state
  return signal(key, value, carriers[0] ?? 'reports', null, 'unknown', {
    since: state === 'report_missing' ? (last ?? null) : null,
  })
}

/** The reports that say something of an app, the one that reaches back furthest first. */
function carriersOf(app: string): string[] {
  const tables = usageTables(usageReports)
    .filter(({ report }) => report.activity.some(one => one.app === app))
    .toSorted((one, other) => other.periodDays - one.periodDays)
  return [...new Set(tables.map(({ report }) => report.name))]
}

/** The report that has the date; an earlier one where none of today has it. */
function sourceOf(reader: Reader, personId: number | null, app: string): string {
  const found = reader.first(
    Found,
    sql`
    select report.report from person_activity as activity
    left join usage_report as report on report.report_id = activity.${raw(reportColumn(app))}
    where activity.person_id = ${personId}`,
  )
  return found?.report ?? 'remembered'
}

/** Whether the use of an app speaks for the claim of the seat. */
function speaksOf(
  { rule, reason, disabled_since }: CardSeat,
  { day, idle, app }: App,
  idleDays: number,
): Speaks {
  switch (rule) {
    case 'R1':
      return day !== null && day > (disabled_since ?? '').slice(0, 10) ? 'against' : 'for'
    case 'R4':
    case 'R5':
    case 'R7':
      return idle !== null && idle < idleDays ? 'against' : 'for'
    case 'R8':
      if (reason !== 'mailOnly' || app === 'exchange') return 'neutral'
      return idle !== null && idle < halfYear ? 'against' : 'for'
    default:
      return 'neutral'
  }
}
