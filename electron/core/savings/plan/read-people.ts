import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import { dayColumn } from '../../usage/storing/activity.ts'
import { cellSql, type UsageTable, usageTables } from '../../usage/storing/tables.ts'
import { bitOf } from '../facts/bits.ts'
import { judgingReports, missingDays } from '../facts/reports.ts'
import { activationApps, type WitnessApp, witnessApps } from '../products/plan-kinds.ts'
import { lastSyncDay } from '../verdicts.ts'
import type { PlanPerson } from './loss.ts'

/** Somebody who holds a product, with how they hold it and their other products. */
export type Holder = PlanPerson & {
  readonly department: string | null
  readonly country: string | null
  /** The way of holding as JSON: the plans off of this product, and of the others their ids and plans off. */
  readonly combination: string
}

/** Everybody who holds a product, and by user the place in that list. */
export type Holders = {
  readonly people: readonly Holder[]
  readonly placeOf: ReadonlyMap<string, number>
}

const Row = z.object({
  user_id: z.string(),
  department: z.string().nullable(),
  country: z.string().nullable(),
  combination: z.string(),
  measured: z.int().nullable(),
  /** The last day of each app, with blanks between them. */
  used_on: z.string().nullable(),
  uses_desktop: z.int().nullable(),
  mailbox_byte: z.int().nullable(),
  has_archive: z.int().nullable(),
  onedrive_byte: z.int().nullable(),
  seat_age: z.int().nullable(),
  is_just_disabled: z.int(),
  visio_on: z.string().nullable(),
  project_on: z.string().nullable(),
})
const AppDay = z.object({ app: z.string(), refresh_date: z.string() })
const ReportDay = z.object({ report: z.string() })

/**
 * Everybody who holds a product with what is known of their use, all at once: a plan looks at each of them
 * again whenever one of its controls moves.
 *
 * @param today `YYYY-MM-DD`, up to which seats have their age where no report came
 */
export function readHolders(reader: Reader, skuId: string, today: string): Holders {
  const days = new Map(
    reader
      .all(
        AppDay,
        sql`select app, refresh_date from judged_app where gap is null and refresh_date is not null`,
      )
      .map(({ app, refresh_date }) => [app, refresh_date]),
  )
  const usable = new Set(
    reader
      .all(
        ReportDay,
        sql`select distinct report from ${judgingReports} where status in ('ok', 'stale')
          and refresh_date >= date(${lastSyncDay(reader) ?? today}, ${`-${missingDays} days`})`,
      )
      .map(({ report }) => report),
  )
  const isWatched = (app: WitnessApp) => activationApps.every(activation => activation !== app)
  const known = witnessApps.map(app => days.get(app) ?? null)
  const cells = witnessApps.map((app, place) =>
    known[place] !== null && isWatched(app) ? `ifnull(activity.${dayColumn(app)}, '')` : "''",
  )
  const idleSince = rememberDays(known)
  const once = rememberTexts()
  const people = reader
    .all(Row, holdersSql(skuId, today, raw(cells.join(" || ' ' || ")), usable, days.has('word_app')))
    .map(row => ({
      userId: row.user_id,
      department: row.department,
      country: row.country,
      combination: once(row.combination),
      ...withActivations(
        row,
        row.measured ?? 0,
        row.used_on === null ? known.map(() => null) : row.used_on.split(' ').map(idleSince),
        idleSince,
      ),
      usesDesktop: row.uses_desktop === null ? null : row.uses_desktop === 1,
      mailboxByte: row.mailbox_byte,
      hasArchive: row.has_archive === null ? null : row.has_archive === 1,
      oneDriveByte: row.onedrive_byte,
      seatAge: row.seat_age,
      isJustDisabled: row.is_just_disabled === 1,
    }))
  return { people, placeOf: placesOf(people) }
}

export const placesOf = (people: readonly Holder[]): ReadonlyMap<string, number> =>
  new Map(people.map(({ userId }, place) => [userId, place]))

/** A row of an activation without a day. */
const notActivated = 'none'

/**
 * Adds the activations of Visio and Project, which no other report shows: a row without a day is no use, and
 * a day says nothing of the use after it.
 */
function withActivations(
  { visio_on, project_on }: Pick<z.infer<typeof Row>, 'visio_on' | 'project_on'>,
  measured: number,
  idle: (number | null)[],
  idleSince: (day: string, place: number) => number | null,
): Pick<Holder, 'measured' | 'idle'> {
  const found = [
    ['visio_activation', visio_on],
    ['project_activation', project_on],
  ] as const
  let bits = measured
  for (const [app, day] of found) {
    if (day === notActivated) bits |= bitOf(app)
    else if (day !== null) idle[witnessApps.indexOf(app)] = idleSince(day, witnessApps.indexOf(app))
  }
  return { measured: bits, idle }
}

/**
 * How many days before its app's day a day lies, by its place among the apps. Few different days come up for
 * many people, so that each is counted once.
 *
 * @param known of each app the day up to which its use is known; null where none is
 */
function rememberDays(known: readonly (string | null)[]): (day: string, place: number) => number | null {
  const counted = known.map(() => new Map<string, number>())
  return (day, place) => {
    const last = known[place]
    if (day === '' || last === null || last === undefined) return null
    const before = counted[place]?.get(day)
    if (before !== undefined) return before
    const found = daysBetween(day, last)
    counted[place]?.set(day, found)
    return found
  }
}

/** Keeps one copy of a text that many rows have, which is found again quicker than their own ones. */
function rememberTexts(): (text: string) => string {
  const known = new Map<string, string>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    known.set(text, text)
    return text
  }
}

const desktopBits = `(select sum(1 << bit) from platform_bit where app like '%\\_app' escape '\\' and platform in ('windows', 'mac'))`

function holdersSql(
  skuId: string,
  today: string,
  usedOn: Sql,
  usable: ReadonlySet<string>,
  knowsDesktop: boolean,
): Sql {
  const tables = usageTables(usageReports)
  const usableTable = (name: string) =>
    usable.has(name) ? (tables.find(({ report }) => report.name === name) ?? null) : null
  const mailbox = usableTable('mailbox_usage_detail')
  const oneDrive = usableTable('one_drive_usage_account_detail')
  const activations = usableTable('office365_activations')
  return sql`
    select held.user_id, user.department, user.country,
      '{"off":' || held.disabled_plans || ',"others":[' || coalesce((
        select group_concat('{"sku":' || json_quote(other.sku_id) || ',"off":' || other.disabled_plans || '}', ',' order by other.sku_id)
        from assigned_license as other where other.user_id = held.user_id and other.sku_id <> held.sku_id), '') || ']}' as combination,
      own.measured, ${usedOn} as used_on,
      ${raw(knowsDesktop ? desktopCell(tables) : 'null')} as uses_desktop,
      ${raw(mailboxCells(mailbox))},
      ${raw(oneDriveCell(oneDrive))} as onedrive_byte,
      ${raw(activatedOn(activations, 'VISIO'))} as visio_on, ${raw(activatedOn(activations, 'PROJECT'))} as project_on,
      cast(julianday(known.day) - julianday(substr(max(coalesce(claim.since, user.created_at), coalesce(user.created_at, claim.since)), 1, 10)) as integer) as seat_age,
      coalesce(claim.reason = 'justDisabled', 0) as is_just_disabled
    from assigned_license as held
    cross join user on user.user_id = held.user_id
    cross join (select ${raw(desktopBits)} as bits) as wanted
    cross join (select coalesce(max(refresh_date), ${today}) as day from judged_app) as known
    left join claim on claim.user_id = held.user_id and claim.sku_id = held.sku_id
    left join person on person.person_key = user.upn_key and person.user_id = user.user_id
    left join person_activity as activity on activity.person_id = person.person_id
    left join person_platform as platform on platform.person_id = person.person_id
    left join user_app as own on own.user_id = user.user_id
    ${raw(mailbox === null ? '' : `left join ${mailbox.name} on ${mailbox.name}.person_id = person.person_id`)}
    where held.sku_id = ${skuId}
    order by held.user_id`
}

/** No use on Windows or a Mac is known only of whom the longest report names. */
function desktopCell(tables: readonly UsageTable[]): string {
  const [longest] = tables
    .filter(({ report }) => report.name === 'm365_app')
    .toSorted((a, b) => b.periodDays - a.periodDays)
  if (longest === undefined) return 'null'
  return `case when platform.used & wanted.bits then 1 when platform.known & wanted.bits
        and exists (select 1 from ${longest.name} as one where one.person_id = person.person_id) then 0 end`
}

function mailboxCells(table: UsageTable | null): string {
  if (table === null) return 'null as mailbox_byte, null as has_archive'
  const cell = (name: string) => cellSql(table, name, table.name)
  return `${cell('storage_used_byte')} as mailbox_byte, ${cell('has_archive')} as has_archive`
}

/** The last day on which a product of a name was activated, of those whose seats are asked for. */
function activatedOn(table: UsageTable | null, name: 'VISIO' | 'PROJECT'): string {
  if (table === null) return 'null'
  return `iif(exists (select 1 from plan_witness where sku_id = held.sku_id and app = '${name.toLowerCase()}_activation'),
        (select coalesce(max(${cellSql(table, 'last_activated_date', 'one')}), iif(count(*) > 0, '${notActivated}', null))
        from ${table.name} as one where one.person_id = person.person_id and one.item like '%${name}%'), null)`
}

/** No row in a report that came, with no use of OneDrive on record, is an empty OneDrive. */
function oneDriveCell(table: UsageTable | null): string {
  if (table === null) return 'null'
  const isEmpty = `own.measured & ${bitOf('onedrive')} and activity.onedrive is null`
  return `coalesce((select sum(${cellSql(table, 'storage_used_byte', 'one')}) from ${table.name} as one
    where one.person_id = person.person_id), iif(${isEmpty}, 0, null))`
}
