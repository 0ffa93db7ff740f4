import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { dayColumn } from '../../usage/storing/activity.ts'
import { cellSql, isFlagSet, type UsageTable } from '../../usage/storing/tables.ts'
import { activationApps, isActivation } from '../products/plan-kinds.ts'
import type { SavingsSettings } from '../settings.ts'
import { bitOf, bitsOf } from './bits.ts'
import type { Moment } from './moment.ts'
import { rememberDates } from './remembered-dates.ts'
import { type AppDay, isReadable } from './reports.ts'

/** The row of `temp.usage_fact` of those whom no report knows. */
export const nobody = 0

/**
 * Makes the table `temp.usage_fact`: what the reports say of everybody whom they name today, in the order of
 * the persons' numbers, which is that of the tables of usage, so that each row of these is the one behind the
 * last. The use of each app is kept as bits: `used` within the idle days, `recent` within 30, `this_week`
 * within 7, `half_year` within 180, `dated` any date, `none` in the reports and without a date, `gap` not
 * told, `remembered` those of `dated` whose date no report has any more.
 */
export function enterUsage(writer: Writer, moment: Moment): void {
  enterActivations(writer, moment)
  writer.script(`
    drop table if exists temp.usage_fact;
    create temp table usage_fact (
      person_id integer primary key,
      used integer not null, recent integer not null, this_week integer not null, half_year integer not null, dated integer not null, none integer not null, gap integer not null, remembered integer not null,
      last_use text, exchange_day text, knows_exchange integer not null,
      recipient_type text, mailbox_byte integer, has_archive integer, onedrive_byte integer,
      uses_desktop integer, has_desktop_activation integer, shares_computer integer
    ) strict`)
  for (const whom of [unknown, everybody]) writer.run(usageRows(moment, whom))
  rememberDates(writer, moment)
  if (usableTable(moment, oneDrives) !== null) writer.run(emptyOneDrives)
}

const oneDrives = 'one_drive_usage_account_detail'

/** No row in a report of OneDrives that came, with no use on record, is an empty one. */
const emptyOneDrives = raw(`
    update temp.usage_fact set onedrive_byte = 0 where onedrive_byte is null and none & ${bitOf('onedrive')}`)

/** Where persons come from, and which of them: a former name counts for the one of today. */
type Whom = { readonly from: string; readonly where: string }
const unknown: Whom = { from: `(select ${nobody} as person_id) as person`, where: '' }
const everybody: Whom = {
  from: 'person not indexed',
  where: 'where person.user_id is not null and person.counts_for is null',
}

function usageRows(moment: Moment, whom: Whom) {
  const { apps } = moment
  const open = apps.filter(({ gap }) => gap === null)
  const closed = bitsOf(apps.filter(({ gap }) => gap !== null).map(({ app }) => app))
  const services = bitsOf(open.filter(({ app }) => !isActivation(app)).map(({ app }) => app))
  return raw(`
    insert into temp.usage_fact
    select person_id, used, recent, this_week, half_year, dated, covered & ~dated, (${closed} | (${services} & ~covered)) & ~dated, 0,
      last_use, exchange_day, ${exchangeKnown(open)},
      recipient_type, mailbox_byte, has_archive, onedrive_byte,
      uses_desktop, has_desktop_activation, shares_computer
    from (${usageOf(moment, open, whom)} limit -1)`)
}

/** What the reports say of each person, with the apps as bits of which they name them. */
function usageOf(moment: Moment, open: readonly AppDay[], { from, where }: Whom): string {
  const { settings } = moment
  const readable = moment.apps.filter(isReadable)
  const mailbox = moment.reports.find(({ table }) => table.report.name === mailboxes)?.table ?? null
  const onedrive = usableTable(moment, oneDrives)
  const within = (days: number) =>
    sumOf(
      readable.map(
        day =>
          `iif(${dayOf(day, settings)} >= '${dayAfter(day.refreshDate ?? '9999-12-31', 1 - days)}', ${bitOf(day.app)}, 0)`,
      ),
    )
  return `
    select person.person_id, ${within(settings.idleDays)} as used, ${within(30)} as recent, ${within(7)} as this_week, ${within(180)} as half_year,
      ${sumOf(readable.map(day => `iif(${dayOf(day, settings)} is not null, ${bitOf(day.app)}, 0)`))} as dated,
      ${coveredApps(open)} as covered,
      activity.last_activity_date as last_use, activity.exchange as exchange_day,
      ${mailboxCells(mailbox, usableTable(moment, mailboxes) !== null)},
      ${onedrive === null ? 'null' : oneDriveBytes(onedrive)} as onedrive_byte,
      ${desktopUse(moment)} as uses_desktop, activated.desktop as has_desktop_activation,
      activated.shared as shares_computer
    from ${from}
    left join person_activity as activity on activity.person_id = person.person_id
    left join person_platform as platform on platform.person_id = person.person_id
    left join temp.activated as activated on activated.person_id = person.person_id
    ${joinsOf([...open.flatMap(({ covering }) => covering), mailbox]).join('\n    ')}
    ${where}`
}

/** Apps that the same reports cover are asked for together. */
function coveredApps(open: readonly AppDay[]): string {
  const groups = Map.groupBy(open, isCovered)
  return sumOf(
    [...groups].map(([condition, days]) => `iif(${condition}, ${bitsOf(days.map(({ app }) => app))}, 0)`),
  )
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

const sumOf = (terms: readonly string[]) => (terms.length === 0 ? '0' : terms.join(' + '))

/**
 * SQL for the day of the last use. An activation that lies further back than the idle days is no date: it
 * says nothing of the use after it; and neither does such a day of an app whose longest report is missing.
 */
export function dayOf({ app, gap, refreshDate }: AppDay, { idleDays }: SavingsSettings): string {
  if (isActivation(app)) return `activated.${app}_day`
  const day = `activity.${dayColumn(app)}`
  return gap === null
    ? day
    : `iif(${day} >= '${dayAfter(refreshDate ?? '9999-12-31', 1 - idleDays)}', ${day}, null)`
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

const mailboxes = 'mailbox_usage_detail'

/** That a mailbox is shared stays known while its report is late or fails; what is in it does not. */
function mailboxCells(table: UsageTable | null, isUsable: boolean): string {
  if (table === null) return 'null as recipient_type, null as mailbox_byte, null as has_archive'
  const cell = (name: string) => cellSql(table, name, table.name)
  if (!isUsable)
    return `iif(${cell('recipient_type')} = 'Shared', 'Shared', null) as recipient_type,
      null as mailbox_byte, null as has_archive`
  return `${cell('recipient_type')} as recipient_type, ${cell('storage_used_byte')} as mailbox_byte,
      ${cell('has_archive')} as has_archive`
}

/** The OneDrives of a person add up. */
function oneDriveBytes(table: UsageTable): string {
  return `(select sum(${cellSql(table, 'storage_used_byte', 'one')}) from ${table.name} as one where one.person_id = person.person_id)`
}

function exchangeKnown(open: readonly AppDay[]): string {
  const day = open.find(({ app }) => app === 'exchange')
  return day === undefined ? '0' : `(exchange_day is not null or covered & ${bitOf('exchange')} <> 0)`
}

/**
 * Whether any app was used on Windows or a Mac in the last 180 days; null where the report of so many days
 * does not name the person.
 */
function desktopUse({ apps }: Moment): string {
  const measured = apps.find(({ app, gap }) => app === 'word_app' && gap === null)
  if (measured === undefined) return 'null'
  const bits = `(select sum(1 << bit) from platform_bit where app like '%\\_app' escape '\\' and platform in ('windows', 'mac'))`
  return `iif(${isCovered(measured)} and platform.known & ${bits}, platform.used & ${bits} <> 0, null)`
}

/** What each person's rows in the report of activations say, by the kind of product. */
function enterActivations(writer: Writer, moment: Moment): void {
  const columns = activationApps.flatMap(app => [`${app}_row integer`, `${app}_day text`, `${app}_last text`])
  writer.script(`
    drop table if exists temp.activated;
    create temp table activated (person_id integer primary key, ${columns.join(', ')}, desktop integer, shared integer) strict`)
  const table = usableTable(moment, 'office365_activations')
  if (table === null) return
  const day = cellSql(table, 'last_activated_date', 'row')
  const known = moment.apps.find(({ app }) => app === 'apps_activation')?.refreshDate ?? moment.reportDay
  const since = dayAfter(known, 1 - moment.settings.idleDays)
  const cells = activationApps.flatMap((_, kind) => [
    `iif(max(kind = ${kind} and day is not null), null, max(iif(kind = ${kind}, 1, null)))`,
    `max(iif(kind = ${kind} and day >= '${since}', day, null))`,
    `max(iif(kind = ${kind}, day, null))`,
  ])
  const isApps = `kind = ${activationApps.indexOf('apps_activation')}`
  writer.run(
    raw(`
    insert into temp.activated
    select person_id, ${cells.join(', ')}, max(iif(${isApps}, desktops > 0, null)), max(iif(${isApps}, is_shared, null))
    from (
      select row.person_id, ${activationKind} as kind, ${day} as day,
        coalesce(${cellSql(table, 'windows', 'row')}, 0) + coalesce(${cellSql(table, 'mac', 'row')}, 0) as desktops,
        ${isFlagSet(table, 'activated_on_shared_computer', 'row')} as is_shared
      from ${table.name} as row limit -1
    ) group by person_id`),
  )
}

/** SQL for the place of a row's product among the apps of activations; what is nothing else is Apps. */
const activationKind = `case
  when item like '%VISIO%' then ${activationApps.indexOf('visio_activation')}
  when item like '%PROJECT%' then ${activationApps.indexOf('project_activation')}
  else ${activationApps.indexOf('apps_activation')} end`
