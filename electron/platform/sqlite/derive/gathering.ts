import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { hasPersonChunks } from '../../../core/graph/csv/report-reader.ts'
import type { Reader } from '../connection.ts'
import { linesOf, type StoredChunks } from '../person-chunks.ts'
import { sql } from '../sql.ts'
import { activityApps } from '../views/apps.ts'
import { type GatheredPeople, type GatheredReport, gatherPeople } from './gathered-people.ts'

/** How many people are in both reports with the same cells or with others, and how many in the earlier one only. */
export type Comparison = { same: number; updated: number; removed: number }

/** The people of the stored reports, gathered report by report while others are still on their way. */
export type Gathering = {
  /**
   * Takes in a report unless it is there. What is stored of it must not change before the end. Answers how many of its rows name somebody
   * whom an earlier row has named.
   */
  add(reader: Reader, report: GatheredReport): number
  /** How the people of the report that was taken in last differ from those in the chunks of before. */
  compare(reader: Reader, report: GatheredReport, earlier: StoredChunks): Comparison
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
  const add = (reader: Reader, report: GatheredReport): number => {
    if (gathered.has(report.reportId)) return 0
    gathered.add(report.reportId)
    return addReport(reader, people, report)
  }

  return {
    add,
    forget,
    compare: (reader, { reportId }, earlier) => {
      const counts = { same: 0, updated: 0, removed: 0 }
      for (const { lines } of linesOf(reader, earlier)) {
        while (lines.next()) {
          const person = people.find(lines.key())
          if (person === null || !people.isIn(person, reportId)) counts.removed += 1
          else if (people.checksum(person) === lines.checksum()) counts.same += 1
          else counts.updated += 1
        }
      }
      return counts
    },
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

function addReport(reader: Reader, people: GatheredPeople, report: GatheredReport): number {
  const { reportId } = report
  if (hasPersonChunks(report.report)) {
    const apps = report.report.activity.length
    let repeated = 0
    for (const { lines } of linesOf(reader, { reportId, apps })) repeated += people.addLines(report, lines)
    return repeated
  }
  const rows = sql`select person_key, max(cells ->> 0) as reported from usage_row
    where report_id = ${reportId} group by person_key`
  for (const { person_key: key, reported } of reader.iterate(Person, rows)) {
    people.addPerson(report, key, reported)
  }
  return 0
}
