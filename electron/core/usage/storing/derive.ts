import { countOf } from '../../database/counts.ts'
import { writeMeta } from '../../database/meta.ts'
import type { Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { sql } from '../../database/sql.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { appsOf } from './activity.ts'
import { keepLatestDays, keepOlderDays, moveFormerDays } from './activity-days.ts'
import { dropTouchedPeople, gatherTouchedPeople, matchPeople } from './matched-people.ts'
import { derivePersonActivity, summarizeApps } from './person-activity.ts'
import { derivePersonPlatforms } from './person-platform.ts'
import { markCountedReports, type StoredReports } from './stored-reports.ts'
import type { UsageTable } from './tables.ts'

/**
 * Brings up to date what the usage reports say together: who their people are in the directory, their latest
 * activity by app, where they used it, and how many people each app has. The newest day of the reports is
 * kept as `activity_as_of`, which there is none while names are concealed or nothing was retrieved.
 *
 * @param scope everybody, or whom the keys in `temp.touched_key` concern
 * @param first reports that were published for the first time
 */
export function deriveUsage(
  writer: Writer,
  catalogue: readonly UsageReport[],
  scope: Scope,
  first: readonly UsageTable[] = [],
): void {
  if (scope === 'all') matchPeople(writer, 'all')
  else if (!matchTouched(writer)) return
  const apps = appsOf(catalogue)
  const stored = markCountedReports(writer, catalogue)
  derivePersonActivity(writer, stored, apps, scope)
  derivePersonPlatforms(writer, stored, catalogue, scope)
  summarizeApps(writer, stored, apps)
  keepActivityDay(writer, stored)
  keepFirstDays(writer, stored, apps, first)
  moveFormerDays(writer)
  dropTouchedPeople(writer)
}

/** Whoever counted for somebody before may not do so afterwards, and the other way round. */
function matchTouched(writer: Writer): boolean {
  gatherTouchedPeople(writer)
  matchPeople(writer, 'touched')
  gatherTouchedPeople(writer)
  const touched = countOf(writer, sql`select count(*) as count from temp.touched_person`)
  if (touched === 0) dropTouchedPeople(writer)
  return touched > 0
}

function keepActivityDay(writer: Writer, { activityDay }: StoredReports): void {
  if (activityDay === null) {
    writer.run(sql`delete from meta where name = 'activity_as_of'`)
    return
  }
  writeMeta(writer, 'activity_as_of', activityDay)
  // The first day ever stays: before it nobody was watched.
  writer.run(sql`insert or ignore into meta (name, value) values ('first_activity_as_of', ${activityDay})`)
}

/** Days of people whose names are concealed are nobody's. */
function keepFirstDays(
  writer: Writer,
  { tables, activityDay }: StoredReports,
  apps: readonly string[],
  first: readonly UsageTable[],
): void {
  const counted = new Set(tables.map(({ table }) => table.name))
  const kept = first.filter(({ name }) => activityDay !== null && counted.has(name))
  if (kept.length === 0) return
  keepLatestDays(writer, apps)
  for (const table of kept) keepOlderDays(writer, table)
}
