import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { hasPersonChunks } from '../../../core/graph/csv/report-reader.ts'
import type { Reader } from '../connection.ts'
import { linesOf } from '../person-chunks.ts'
import { sql } from '../sql.ts'
import { activityApps } from '../views/apps.ts'
import { type GatheredPeople, type GatheredReport, gatherPeople } from './gathered-people.ts'

/** The people of the stored reports, gathered report by report while others are still on their way. */
export type Gathering = {
  /** Takes in a report unless it is there. What is stored of it must not change before the end. */
  add(reader: Reader, report: GatheredReport): void
  /** Everybody in exactly these reports. Afterwards nothing is kept. */
  finish(reader: Reader, reports: readonly GatheredReport[]): GatheredPeople
  /** Gives up what was gathered, and the memory that it takes. */
  forget(): void
}

export function createGathering(catalogue: readonly UsageReport[]): Gathering {
  const apps = activityApps(catalogue)
  let people = gatherPeople(apps)
  let gathered = new Set<number>()

  const forget = (): void => {
    people = gatherPeople(apps)
    gathered = new Set()
  }
  const add = (reader: Reader, report: GatheredReport): void => {
    if (gathered.has(report.reportId)) return
    gathered.add(report.reportId)
    addReport(reader, people, report)
  }

  return {
    add,
    forget,
    finish: (reader, reports) => {
      const wanted = new Set(reports.map(({ reportId }) => reportId))
      // Nobody can be taken out again.
      if (!gathered.isSubsetOf(wanted)) forget()
      for (const report of reports) add(reader, report)
      const found = people
      forget()
      return found
    },
  }
}

const Person = z.object({ person_key: z.string(), reported: z.string().nullable() })

function addReport(reader: Reader, people: GatheredPeople, report: GatheredReport): void {
  const { reportId } = report
  if (hasPersonChunks(report.report)) {
    const apps = report.report.activity.length
    for (const { lines } of linesOf(reader, { reportId, apps })) people.addLines(report, lines)
    return
  }
  const rows = sql`select person_key, max(cells ->> 0) as reported from usage_row
    where report_id = ${reportId} group by person_key`
  for (const { person_key: key, reported } of reader.iterate(Person, rows)) {
    people.addPerson(report, key, reported)
  }
}
