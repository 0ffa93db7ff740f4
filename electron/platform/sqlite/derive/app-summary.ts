import type { Writer } from '../connection.ts'
import { identifier, literal } from '../sql.ts'
import { markColumn } from '../views/usage-person.ts'

/** Counts per app how many people of the reports were active lately, up to the newest report's day. */
export function deriveAppSummaries(writer: Writer, apps: readonly string[]): void {
  writer.script('delete from app_summary')
  if (apps.length === 0) return
  const windows = [7, 30, 90, 180]
  const columns = apps.flatMap((app, index) => {
    // A mark begins with its date, so that it compares like one.
    const { text: mark } = identifier(markColumn(app))
    return [
      `count(${mark}) as people_${index}`,
      ...windows.map(days => `coalesce(sum(${mark} >= since_${days}), 0) as active_${days}_${index}`),
    ]
  })
  const rows = apps.map(
    (app, index) => `
    select ${literal(app).text}, people_${index}, ${windows.map(days => `active_${days}_${index}`).join(', ')}
    from counted where people_${index} > 0`,
  )
  writer.script(`
    with day as (select max(refresh_date) as newest from usage_report where has_activity = 1),
    since as (
      select ${windows.map(days => `date(newest, '-${days - 1} days') as since_${days}`).join(', ')} from day
    ),
    counted as materialized (select ${columns.join(', ')} from usage_person cross join since)
    insert into app_summary (app, people, active_7d, active_30d, active_90d, active_180d)
    ${rows.join(' union all ')}`)
}
