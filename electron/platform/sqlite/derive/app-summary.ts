import { dayAfter } from '../../../core/graph/catalogue/report-days.ts'
import { dayText } from '../../../core/graph/csv/person-lines.ts'
import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import { type GatheredPeople, latestOf } from './gathered-people.ts'
import type { MatchedPerson } from './matched-people.ts'

/** The 30 days that figures of activity are about begin so many days before the last of them. */
const daysBefore = 29

/**
 * Keeps per app how many people of the reports were ever active, and how many in the 30 days that end with
 * the app's own day.
 *
 * @param days of each app the day up to which its activity is known
 */
export function summarizeApps(
  writer: Writer,
  gathered: GatheredPeople,
  people: readonly MatchedPerson[],
  apps: readonly string[],
  days: ReadonlyMap<string, string>,
): void {
  for (const [app, name] of apps.entries()) {
    const asOf = days.get(name) ?? null
    const since = asOf === null ? null : dayAfter(asOf, -daysBefore)
    let everActive = 0
    let active = 0
    for (const [day, count] of countDays(gathered, people, app)) {
      everActive += count
      if (since !== null && dayText(day) >= since) active += count
    }
    if (everActive > 0) {
      writer.run(sql`
        insert into app_summary (app, people, active_30d, as_of) values (${name}, ${everActive}, ${active}, ${asOf})`)
    }
  }
}

/** How many people were last active on which day. */
function countDays(
  gathered: GatheredPeople,
  people: readonly MatchedPerson[],
  app: number,
): Map<number, number> {
  const days = new Map<number, number>()
  for (const { gathered: numbers } of people) {
    const latest = latestOf(gathered, numbers, app)
    if (latest !== null) days.set(latest.day, (days.get(latest.day) ?? 0) + 1)
  }
  return days
}
