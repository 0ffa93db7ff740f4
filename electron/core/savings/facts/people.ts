import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { dayColumn } from '../../usage/storing/activity.ts'
import { cellSql, isFlagSet, type UsageTable } from '../../usage/storing/tables.ts'
import { activationApps, type WitnessApp } from '../products/plan-kinds.ts'
import type { SavingsSettings } from '../settings.ts'
import { bitOf, bitsOf } from './bits.ts'
import type { AppDay, ReportState } from './reports.ts'
import { firstSeen } from './seats.ts'

/** What the rules are told of the moment: days are `YYYY-MM-DD`. */
export type Moment = {
  /** The day of the sync. */
  readonly syncDay: string
  /** The newest day of the reports; the sync's without any report. */
  readonly reportDay: string
  readonly settings: SavingsSettings
  readonly apps: readonly AppDay[]
  readonly reports: readonly ReportState[]
  /** Whether times of sign-in were retrieved and can be relied on. */
  readonly knowsSignIns: boolean
}

/** How somebody signs in, as kept in `temp.judged_person.sign_in`. */
export const signInBands = ['unknown', 'out', 'background', 'in'] as const
export type SignInBand = (typeof signInBands)[number]

/** Before this day no successful sign-in was recorded, so that its absence says nothing. */
export const successRecordedFrom = '2023-12-01'

const giga = 1024 ** 3
export const mailboxLimit = 50 * giga

/**
 * Makes the table `temp.judged_person`: a row for everybody who holds a seat, with what is known of the
 * account, the sign-ins, the use of each app as bits (`used` within the idle days, `recent` within 30,
 * `dated` any date, `none` in the reports and without a date, `gap` not told), the mailbox and the OneDrive.
 */
export function enterPeople(writer: Writer, moment: Moment): void {
  enterActivations(writer, moment)
  writer.script(`drop table if exists temp.judged_person; ${personTable}`)
  writer.run(personRows(moment))
  rememberDates(writer, moment)
  noteDisabled(writer)
}

const personTable = `
  create temp table judged_person (
    holder_id integer primary key, person_id integer, is_enabled integer not null, is_guest integer not null,
    is_resource integer not null, created_day text, disabled_day text, was_seen_disabled integer not null default 0,
    sign_in integer not null, success_day text, attempt_day text,
    used integer not null, recent integer not null, dated integer not null, none integer not null, gap integer not null,
    last_use text, exchange_day text, knows_exchange integer not null,
    recipient_type text, mailbox_byte integer, has_archive integer, onedrive_byte integer,
    uses_desktop integer, has_desktop_activation integer, shares_computer integer, onedrive_used integer not null
  ) strict`

function personRows(moment: Moment) {
  const { apps, settings } = moment
  const open = apps.filter(({ gap }) => gap === null)
  const closed = bitsOf(apps.filter(({ gap }) => gap !== null).map(({ app }) => app))
  const mailbox = usableTable(moment, 'mailbox_usage_detail')
  const onedrive = usableTable(moment, 'one_drive_usage_account_detail')
  const within = (days: number) =>
    sumOf(
      open.map(
        day =>
          `iif(${dayOf(day)} >= '${dayAfter(day.refreshDate ?? '9999-12-31', 1 - days)}', ${bitOf(day.app)}, 0)`,
      ),
    )
  const services = open.filter(({ app }) => !isActivation(app))
  return raw(`
    insert into temp.judged_person
    select
      person.holder_id, person.person_id, person.is_enabled, person.is_guest, person.is_resource, person.created_day, null, 0,
      person.sign_in, person.success_day, person.attempt_day,
      ${within(settings.idleDays)}, ${within(30)},
      ${sumOf(open.map(day => `iif(${dayOf(day)} is not null, ${bitOf(day.app)}, 0)`))},
      ${sumOf(open.map(day => `iif(${dayOf(day)} is null and ${isCovered(day)}, ${bitOf(day.app)}, 0)`))},
      ${sumOf([String(closed), ...services.map(day => `iif(${dayOf(day)} is null and not (${isCovered(day)}), ${bitOf(day.app)}, 0)`)])},
      activity.last_activity_date, activity.exchange, ${exchangeKnown(open)},
      ${mailbox === null ? 'null, null, null' : mailboxCells(mailbox)},
      ${onedrive === null ? 'null' : oneDriveBytes(onedrive, open)},
      ${desktopUse(moment)}, activated.desktop, activated.shared,
      ${oneDriveUsed(open, settings)}
    from (${holders(moment)}) as person
    left join person_activity as activity on activity.person_id = person.person_id
    left join person_platform as platform on platform.person_id = person.person_id
    left join temp.activated as activated on activated.person_id = person.person_id
    ${joinsOf([...open.flatMap(({ covering }) => covering), mailbox]).join('\n    ')}
    order by person.holder_id`)
}

/** The tables with one row for each person, each once. */
function joinsOf(tables: readonly (UsageTable | null)[]): string[] {
  const named = new Map(tables.flatMap(table => (table === null ? [] : [[table.name, table] as const])))
  return [...named.values()]
    .filter(table => table.report.itemColumn === null)
    .map(table => `left join ${table.name} on ${table.name}.person_id = person.person_id`)
}

/** SQL for whether the reports that cover an app name the person. */
function isCovered({ app, covering }: AppDay): string {
  return isActivation(app)
    ? `activated.${app}_row is not null`
    : `coalesce(${covering.map(table => `${table.name}.person_id`).join(', ')}, null) is not null`
}

/**
 * Everybody who holds a seat, with the account, the sign-ins and the number in the reports. In the order of
 * the numbers, which is that of the tables of usage, each row of these is the one behind the last: the limit,
 * which is none, keeps the order.
 */
const holders = (moment: Moment) => `
      select holder.holder_id, person.person_id,
        coalesce(user.account_enabled, 1) <> 0 as is_enabled, coalesce(user.user_type, '') = 'Guest' as is_guest,
        coalesce(user.is_resource_account, 0) as is_resource, substr(user.created_at, 1, 10) as created_day,
        ${signInBand(moment)} as sign_in, substr(sign_in.last_successful_at, 1, 10) as success_day,
        nullif(max(coalesce(substr(sign_in.last_interactive_at, 1, 10), ''), coalesce(substr(sign_in.last_non_interactive_at, 1, 10), '')), '')
          as attempt_day
      from temp.holder as holder
      cross join user on user.user_id = holder.user_id
      left join sign_in on sign_in.user_id = user.user_id
      left join person on person.person_key = user.upn_key and person.user_id = user.user_id
      where exists (select 1 from temp.seat where seat.holder_id = holder.holder_id)
      order by person.person_id limit -1`

const sumOf = (terms: readonly string[]) => (terms.length === 0 ? '0' : terms.join(' + '))
const isActivation = (app: WitnessApp) => activationApps.some(known => known === app)

/**
 * An activation that lies further back than the idle days is no date: it says nothing of the use after it.
 */
function dayOf({ app }: AppDay): string {
  return isActivation(app) ? `activated.${app}_day` : `activity.${dayColumn(app)}`
}

function usableTable({ reports, syncDay }: Moment, name: string): UsageTable | null {
  const found = reports.find(
    ({ table, status, refreshDate }) =>
      table.report.name === name &&
      (status === 'ok' || status === 'stale') &&
      (refreshDate ?? '') >= dayAfter(syncDay, -10),
  )
  return found?.table ?? null
}

function mailboxCells(table: UsageTable): string {
  return ['recipient_type', 'storage_used_byte', 'has_archive']
    .map(cell => cellSql(table, cell, table.name))
    .join(', ')
}

/** The OneDrives of a person add up; nobody's row with no use on record is an empty one. */
function oneDriveBytes(table: UsageTable, open: readonly AppDay[]): string {
  const sum = `(select sum(${cellSql(table, 'storage_used_byte', 'one')}) from ${table.name} as one where one.person_id = person.person_id)`
  const isMeasured = open.some(({ app }) => app === 'onedrive')
  return isMeasured ? `coalesce(${sum}, iif(activity.onedrive is null, 0, null))` : sum
}

function oneDriveUsed(open: readonly AppDay[], { idleDays }: SavingsSettings): string {
  const day = open.find(({ app }) => app === 'onedrive')
  return day === undefined
    ? '1'
    : `coalesce(activity.onedrive >= '${dayAfter(day.refreshDate ?? '9999-12-31', 1 - idleDays)}', 0)`
}

function exchangeKnown(open: readonly AppDay[]): string {
  const day = open.find(({ app }) => app === 'exchange')
  return day === undefined ? '0' : `(activity.exchange is not null or ${isCovered(day)})`
}

/**
 * Whether any app was used on Windows or a Mac in the last 180 days; null where the report does not name
 * the person.
 */
function desktopUse({ apps }: Moment): string {
  const isMeasured = apps.some(({ app, gap }) => app === 'word_app' && gap === null)
  if (!isMeasured) return 'null'
  const bits = `(select sum(1 << bit) from platform_bit where app like '%\\_app' escape '\\' and platform in ('windows', 'mac'))`
  return `iif(platform.known & ${bits}, platform.used & ${bits} <> 0, null)`
}

/** Counted from the day of the sync: see {@link signInBands}. */
function signInBand({ knowsSignIns, syncDay, settings }: Moment): string {
  if (!knowsSignIns) return '0'
  const since = `'${dayAfter(syncDay, 1 - settings.idleDays)}'`
  const success = `coalesce(sign_in.last_successful_at, '')`
  const interactive = `coalesce(sign_in.last_interactive_at, '')`
  const other = `coalesce(sign_in.last_non_interactive_at, '')`
  return `case
      when ${success} <> '' and ${success} < '${successRecordedFrom}' then 0
      when ${success} >= ${since} then iif(${interactive} >= ${since}, 3, 2)
      when ${success} <> '' then 1
      when ${interactive} >= ${since} or ${other} >= ${since} then 2
      else 1 end`
}

/** What each person's rows in the report of activations say, by the kind of product. */
function enterActivations(writer: Writer, moment: Moment): void {
  const kinds = { visio_activation: `item like '%VISIO%'`, project_activation: `item like '%PROJECT%'` }
  const isOf: Record<(typeof activationApps)[number], string> = {
    ...kinds,
    apps_activation: `not (${kinds.visio_activation} or ${kinds.project_activation})`,
  }
  const columns = activationApps.flatMap(app => [`${app}_row integer`, `${app}_day text`])
  writer.script(`
    drop table if exists temp.activated;
    create temp table activated (person_id integer primary key, ${columns.join(', ')}, desktop integer, shared integer) strict`)
  const table = usableTable(moment, 'office365_activations')
  if (table === null) return
  const day = cellSql(table, 'last_activated_date', 'row')
  const since = dayAfter(moment.reportDay, 1 - moment.settings.idleDays)
  const cells = activationApps.flatMap(app => [
    `max(iif(${isOf[app]} and ${day} is null, 1, null))`,
    `max(iif(${isOf[app]} and ${day} >= '${since}', ${day}, null))`,
  ])
  const isApps = isOf.apps_activation
  writer.run(
    raw(`
    insert into temp.activated
    select row.person_id, ${cells.join(', ')},
      max(${isApps} and coalesce(${cellSql(table, 'windows', 'row')}, 0) + coalesce(${cellSql(table, 'mac', 'row')}, 0) > 0),
      max(${isApps} and ${isFlagSet(table, 'activated_on_shared_computer', 'row')})
    from ${table.name} as row group by row.person_id`),
  )
}

/** A date that an earlier report brought counts although the one of today has left it out. */
function rememberDates(writer: Writer, { apps }: Moment): void {
  const open = apps.filter(({ app, gap }) => gap === null && !isActivation(app)).map(({ app }) => app)
  if (open.length === 0) return
  const kept = open.map(
    app => `iif(none & ${bitOf(app)} and exists (
      select 1 from activity_day where person_id = person.person_id and app = '${app}'), ${bitOf(app)}, 0)`,
  )
  writer.run(
    raw(`
    update temp.judged_person as person set dated = dated | found.bits, none = none & ~found.bits
    from (
      select holder_id, ${kept.join(' + ')} as bits from temp.judged_person as person
      where person_id is not null and none & ${bitsOf(open)}
    ) as found where found.holder_id = person.holder_id and found.bits <> 0`),
  )
}

/**
 * Since when a disabled account has been disabled: the latest change that says so, else the day on which the
 * account was first seen.
 */
function noteDisabled(writer: Writer): void {
  const said = `change.user_id = holder.user_id
          and change.kind = 'user_changed' and ',' || replace(change.detail, ' ', '') || ',' like '%,account_enabled,%'`
  writer.run(
    raw(`
    update temp.judged_person as person set
      disabled_day = substr(coalesce(
        (select max(change.at) from change where ${said}),
        (select max(change.at) from change where change.user_id = holder.user_id and change.kind = 'user_added'),
        ${firstSeen}), 1, 10),
      was_seen_disabled = not exists (select 1 from change where ${said})
    from temp.holder as holder where holder.holder_id = person.holder_id and person.is_enabled = 0`),
  )
}
