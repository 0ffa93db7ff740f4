import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { raw, sql } from '../../database/sql.ts'
import { daysBetween } from '../catalogue/report-days.ts'
import {
  type ActivitySource,
  activitySources,
  dayColumn,
  latestDay,
  latestReport,
  reportColumn,
  usedColumn,
} from './activity.ts'
import type { StoredReports } from './stored-reports.ts'
import { addFormerWindows, createWindows, type Windows, windowColumns } from './windows.ts'

/**
 * Fills `person_activity` from the stored reports that count.
 *
 * @param scope everybody, or the people in `temp.touched_person`
 */
export function derivePersonActivity(
  writer: Writer,
  stored: StoredReports,
  apps: readonly string[],
  scope: Scope,
): void {
  writer.script(
    scope === 'all'
      ? 'delete from person_activity'
      : 'delete from person_activity where person_id in (select person_id from temp.touched_person)',
  )
  const sources = Map.groupBy(activitySources(stored.tables), ({ app }) => app)
  if (sources.size === 0) return
  const concerned =
    scope === 'all' ? '' : 'and person.person_id in (select person_id from temp.touched_person)'
  const moves = daysBehind(stored, apps)
  const windows = createWindows(stored, apps)
  writer.run(
    raw(`
    insert into person_activity (
      person_id, ${columnsOf(apps)}, ${windowColumns}, last_activity_date, aligned_activity_date)
    select person_id, ${columnsOf(apps)}, ${windows.values}, ${latestOf(apps)}, ${alignedOf(apps, moves)}
    from (${activityOfPeople(stored, apps, { sources, windows }, `person.counts_for is null ${concerned}`)})
    where coalesce(${apps.map(dayColumn).join(', ')}, null) is not null`),
  )
  addFormer(writer, stored, apps, { sources, windows, moves, concerned })
}

type Sources = {
  sources: ReadonlyMap<string, readonly ActivitySource[]>
  windows: Windows
}

/**
 * All tables are in the order of the people's numbers, so that looking a person up is moving on by one row.
 * The limit, which is none, keeps SQLite from putting these expressions wherever their values are asked
 * for.
 */
function activityOfPeople(
  { tables }: StoredReports,
  apps: readonly string[],
  { sources, windows }: Sources,
  where: string,
): string {
  const columns = apps.flatMap(app => {
    const found = sources.get(app) ?? []
    return [
      `${latestDay(found.map(({ day }) => day))} as ${dayColumn(app)}`,
      `${latestReport(found)} as ${reportColumn(app)}`,
    ]
  })
  const joined = tables
    .filter(one => one.table.report.activity.length > 0 || windows.tables.includes(one))
    .map(({ table, alias }) => `left join ${table.name} as ${alias} on ${alias}.person_id = person.person_id`)
  return `
    select person.person_id, person.counts_for, ${[...columns, ...windows.flags].join(', ')}
    from person ${joined.join(' ')} where ${where} limit -1`
}

function columnsOf(apps: readonly string[]): string {
  return apps.map(app => `${dayColumn(app)}, ${reportColumn(app)}`).join(', ')
}

const latestOf = (apps: readonly string[]) => latestDay(apps.map(dayColumn))

/** An app whose report is some days behind has its days moved by as many. */
function alignedOf(apps: readonly string[], moves: ReadonlyMap<string, number>): string {
  return latestDay(
    apps.map(app => {
      const moved = moves.get(app) ?? 0
      return moved === 0 ? dayColumn(app) : `date(${dayColumn(app)}, '+${moved} days')`
    }),
  )
}

function daysBehind({ days, activityDay }: StoredReports, apps: readonly string[]): Map<string, number> {
  return new Map(
    apps.map(app => {
      const day = days.get(app)
      return [app, activityDay === null || day === undefined ? 0 : Math.max(0, daysBetween(day, activityDay))]
    }),
  )
}

type Former = Sources & { moves: ReadonlyMap<string, number>; concerned: string }

/** Adds what reports say of people under their former names, who are few. */
function addFormer(
  writer: Writer,
  stored: StoredReports,
  apps: readonly string[],
  { sources, windows, moves, concerned }: Former,
): void {
  const former =
    concerned === ''
      ? 'person.counts_for is not null'
      : 'person.counts_for in (select person_id from temp.touched_person)'
  const any = writer.first(
    z.object({ found: z.int() }),
    raw('select exists (select 1 from person where counts_for is not null) as found'),
  )
  if (any?.found !== 1) return
  writer.script(`
    create temp table former_activity as select *, ${windows.named}
    from (${activityOfPeople(stored, apps, { sources, windows }, former)})`)
  for (const app of apps) {
    const [day, report] = [dayColumn(app), reportColumn(app)]
    writer.run(
      raw(`
      insert into person_activity (person_id, ${day}, ${report})
      select counts_for, ${day}, ${report} from temp.former_activity where ${day} is not null
      on conflict (person_id) do update set ${day} = excluded.${day}, ${report} = excluded.${report}
      where excluded.${day} > ifnull(person_activity.${day}, '')`),
    )
  }
  writer.run(raw(addFormerWindows))
  writer.run(
    raw(`
    update person_activity
    set last_activity_date = ${latestOf(apps)}, aligned_activity_date = ${alignedOf(apps, moves)}
    where person_id in (select counts_for from temp.former_activity)`),
  )
  writer.script('drop table temp.former_activity')
}

const AppFigures = z.record(z.string(), z.int().nullable())

/**
 * Keeps per app how many people of the reports were ever active, and how many in the 30 days that end with
 * the app's own day.
 */
export function summarizeApps(writer: Writer, { days }: StoredReports, apps: readonly string[]): void {
  const figures = apps.flatMap((app, index) => [
    `count(${dayColumn(app)}) as people_${index}`,
    `sum(${usedColumn(30)} >> ${index} & 1) as active_${index}`,
  ])
  writer.script('delete from app_summary')
  if (figures.length === 0) return
  const found = writer.first(AppFigures, raw(`select ${figures.join(', ')} from person_activity`)) ?? {}
  for (const [index, app] of apps.entries()) {
    const people = found[`people_${index}`] ?? 0
    if (people === 0) continue
    writer.run(sql`
      insert into app_summary (app, people, active_30d, as_of)
      values (${app}, ${people}, ${found[`active_${index}`] ?? 0}, ${days.get(app) ?? null})`)
  }
}
