import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { PersonLines } from '../../../core/graph/csv/person-lines.ts'

/** A stored report while its people are gathered. */
export type GatheredReport = {
  report: UsageReport
  /** Below 53, for a sum of bits must stay exact. */
  reportId: number
}

/** Of an app, the latest day of a person over all reports, and which report says so. */
export type LatestActivity = { day: number; reportId: number }

/** Everybody whom the usage reports name. People are numbered from 0 in the order in which they were met first. */
export type GatheredPeople = {
  /** Takes in the lines of a report. */
  addLines(report: GatheredReport, lines: PersonLines): void
  /** Takes in a person of a report that is stored row by row. */
  addPerson(report: GatheredReport, key: string, reportedKey: string | null): void
  /** The keys with the people's numbers, in the order of the keys. */
  people(): [key: string, person: number][]
  /** Null where it is the key itself. */
  reportedKey(person: number): string | null
  /** The sum of the bits of the reports that name the person. */
  reports(person: number): number
  isDeleted(person: number): boolean
  /** Null where there was none. */
  latest(person: number, app: number): LatestActivity | null
}

/** Days are numbered so that they and a report's number fit into one number that grows with the day. */
const reportIds = 1000

/** @param apps the order in which apps are asked for */
export function gatherPeople(apps: readonly string[]): GatheredPeople {
  const numbers = new Map<string, number>()
  const reportedKeys = new Map<number, string>()
  const columns = createColumns(apps.length)

  const numberOf = (key: string): number => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    const person = numbers.size
    columns.makeRoom(person + 1)
    // A piece of a chunk's text would keep all of it in memory.
    numbers.set(Buffer.from(key).toString(), person)
    return person
  }
  const note = ({ reportId }: GatheredReport, key: string, reported: string | null): number => {
    const person = numberOf(key)
    if (reported !== null && !reportedKeys.has(person)) reportedKeys.set(person, reported)
    columns.addReport(person, reportId)
    return person
  }

  return {
    addLines: (report, lines) => {
      const columnOf = report.report.activity.map(({ app }) => apps.indexOf(app))
      while (lines.next()) {
        const person = note(report, lines.key(), lines.reportedKey())
        if (lines.isDeleted()) columns.markDeleted(person)
        for (const [place, app] of columnOf.entries()) {
          const day = lines.day(place)
          if (day > 0) columns.addActivity(person, app, day * reportIds + report.reportId)
        }
      }
    },
    addPerson: (report, key, reported) => {
      note(report, key, reported)
    },
    people: () => [...numbers].sort(([left], [right]) => (left < right ? -1 : 1)),
    reportedKey: person => reportedKeys.get(person) ?? null,
    reports: person => columns.reports(person),
    isDeleted: person => columns.isDeleted(person),
    latest: (person, app) => {
      const packed = columns.activity(person, app)
      return packed === 0 ? null : { day: Math.floor(packed / reportIds), reportId: packed % reportIds }
    },
  }
}

const firstRoom = 4096

/** What is known of the people, in columns of numbers, which take a tenth of the memory of objects. */
function createColumns(apps: number) {
  let room = firstRoom
  let reports = new Float64Array(room)
  let deleted = new Uint8Array(room)
  let activity = new Uint32Array(room * apps)

  return {
    makeRoom: (people: number): void => {
      if (people <= room) return
      room *= 2
      const [earlierReports, earlierDeleted, earlierActivity] = [reports, deleted, activity]
      reports = new Float64Array(room)
      deleted = new Uint8Array(room)
      activity = new Uint32Array(room * apps)
      reports.set(earlierReports)
      deleted.set(earlierDeleted)
      activity.set(earlierActivity)
    },
    addReport: (person: number, reportId: number): void => {
      const bit = 2 ** reportId
      const sum = reports[person] ?? 0
      if (Math.floor(sum / bit) % 2 === 0) reports[person] = sum + bit
    },
    markDeleted: (person: number): void => {
      deleted[person] = 1
    },
    addActivity: (person: number, app: number, packed: number): void => {
      const at = person * apps + app
      if (packed > (activity[at] ?? 0)) activity[at] = packed
    },
    reports: (person: number): number => reports[person] ?? 0,
    isDeleted: (person: number): boolean => deleted[person] === 1,
    activity: (person: number, app: number): number => activity[person * apps + app] ?? 0,
  }
}
