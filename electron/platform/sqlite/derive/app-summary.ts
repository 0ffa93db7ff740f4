import { z } from 'zod'
import { dayText } from '../../../core/graph/csv/person-lines.ts'
import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import type { GatheredPeople } from './gathered-people.ts'

const Since = z.object({ since: z.string().nullable() })

/** Keeps per app how many people of the reports were ever active, and how many in the 30 days that end with the newest report. */
export function summarizeApps(
  writer: Writer,
  gathered: GatheredPeople,
  people: number,
  apps: readonly string[],
): void {
  const newest = writer.first(
    Since,
    sql`select date(max(refresh_date), '-29 days') as since from usage_report where has_activity = 1`,
  )
  for (const [app, name] of apps.entries()) {
    const days = countDays(gathered, people, app)
    let everActive = 0
    let active = 0
    for (const [day, count] of days) {
      everActive += count
      if (newest?.since != null && dayText(day) >= newest.since) active += count
    }
    if (everActive > 0) {
      writer.run(
        sql`insert into app_summary (app, people, active_30d) values (${name}, ${everActive}, ${active})`,
      )
    }
  }
}

/** How many people were last active on which day. */
function countDays(gathered: GatheredPeople, people: number, app: number): Map<number, number> {
  const days = new Map<number, number>()
  for (let person = 0; person < people; person += 1) {
    const latest = gathered.latest(person, app)
    if (latest !== null) days.set(latest.day, (days.get(latest.day) ?? 0) + 1)
  }
  return days
}
