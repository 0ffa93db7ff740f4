import type { Writer } from '../../database/ports.ts'
import { literal, raw } from '../../database/sql.ts'
import { type ActivitySource, activitySources, dayColumn } from './activity.ts'
import type { UsageTable } from './tables.ts'

/** SQL for the month of a day, as a number YYYYMM, and for the day's bit within it. */
const monthOf = (day: string) => `substr(${day}, 1, 4) * 100 + substr(${day}, 6, 2)`
const bitOf = (day: string) => `1 << (substr(${day}, 9, 2) - 1)`

const addDays = `
  on conflict (person_id, app, month) do update set days = days | excluded.days
  where days <> days | excluded.days`

/**
 * Before a report takes the place of the stored one: keeps the days of last activity that it brings and the
 * stored one does not have. A day once seen stays when a later report leaves it out.
 */
export function keepNewDays(writer: Writer, table: UsageTable): void {
  const stored = sourcesOf(table, 'stored')
  for (const [index, { app, day }] of sourcesOf(table, 'fresh').entries()) {
    keepDays(
      writer,
      app,
      day,
      `
      from ${table.shadow} as fresh left join ${table.name} as stored on stored.person_id = fresh.person_id
      where ${day} is not ${stored[index]?.day ?? 'null'}`,
    )
  }
}

/**
 * After a report was published for the first time and {@link keepLatestDays} was called: keeps the days that
 * are not the latest.
 */
export function keepOlderDays(writer: Writer, table: UsageTable): void {
  for (const { app, day } of sourcesOf(table, 'fresh')) {
    keepDays(
      writer,
      app,
      day,
      `
      from ${table.name} as fresh left join person_activity as latest on latest.person_id = fresh.person_id
      where ${day} is not latest.${dayColumn(app)}`,
    )
  }
}

function sourcesOf(table: UsageTable, alias: string): ActivitySource[] {
  return table.report.itemColumn === null ? activitySources([{ table, alias, reportId: 0 }]) : []
}

function keepDays(writer: Writer, app: string, day: string, rows: string): void {
  writer.run(
    raw(`
    insert into activity_day (person_id, app, month, days)
    select fresh.person_id, ${literal(app).text}, ${monthOf(day)}, ${bitOf(day)} ${rows} and ${day} is not null ${addDays}`),
  )
}

/** After the first reports were published: each app's latest day of everybody, in the order of the table. */
export function keepLatestDays(writer: Writer, apps: readonly string[]): void {
  const days = apps.map(app => `when ${literal(app).text} then activity.${dayColumn(app)}`).join(' ')
  writer.run(
    raw(`
    insert into activity_day (person_id, app, month, days)
    select person_id, app, ${monthOf('day')}, ${bitOf('day')}
    from (
      select activity.person_id, app.app, case app.app ${days} end as day
      from person_activity as activity cross join activity_app as app
    ) where day is not null ${addDays}`),
  )
}

/** Days under a former name count for the person of today's. */
export function moveFormerDays(writer: Writer): void {
  writer.script(`
    insert into activity_day (person_id, app, month, days)
    select person.counts_for, former.app, former.month, former.days
    from person cross join activity_day as former on former.person_id = person.person_id
    where person.counts_for is not null
    ${addDays};
    delete from activity_day where person_id in (select person_id from person where counts_for is not null)`)
}
