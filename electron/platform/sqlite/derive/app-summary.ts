import type { Writer } from '../connection.ts'
import { identifier, literal } from '../sql.ts'
import { markColumn } from '../views/usage-person.ts'

/** Counts per app how many people of the reports were ever active, and how many in the 30 days that end with the newest report. */
export function deriveAppSummaries(writer: Writer, apps: readonly string[]): void {
  writer.script('delete from app_summary')
  if (apps.length === 0) return
  // A mark begins with its date, so that it compares like one.
  const marks = apps.map(app => identifier(markColumn(app)).text)
  const counts = marks.map(
    (mark, index) =>
      `count(${mark}) as people_${index}, coalesce(sum(${mark} >= since), 0) as active_${index}`,
  )
  const rows = apps.map(
    (app, index) =>
      `select ${literal(app).text}, people_${index}, active_${index} from counted where people_${index} > 0`,
  )
  writer.script(`
    with active as (select date(max(refresh_date), '-29 days') as since from usage_report where has_activity = 1),
    counted as materialized (select ${counts.join(', ')} from usage_person cross join active)
    insert into app_summary (app, people, active_30d)
    ${rows.join(' union all ')}`)
}
