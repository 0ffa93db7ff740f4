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
  /** Takes in the lines of a report. Answers how many of them name somebody whom an earlier one has named. */
  addLines(report: GatheredReport, lines: PersonLines): number
  /** Takes in a person of a report that is stored row by row. */
  addPerson(report: GatheredReport, key: string, reportedKey: string | null): void
  /** The keys of everybody in their order. */
  keys(): string[]
  /** Null for somebody whom no report names. */
  find(key: string): number | null
  /** Whether the report names the person. */
  isIn(person: number, reportId: number): boolean
  /** The checksum of the person's cells in the report that was taken in last of those that name the person. */
  checksum(person: number): number
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
    numbers.set(copyOf(key), person)
    return person
  }
  const note = (key: string, reported: string | null): number => {
    const person = numberOf(key)
    if (reported !== null && !reportedKeys.has(person)) reportedKeys.set(person, copyOf(reported))
    return person
  }

  return {
    addLines: (report, lines) => {
      const columnOf = report.report.activity.map(({ app }) => apps.indexOf(app))
      let repeated = 0
      while (lines.next()) {
        const person = note(lines.key(), lines.reportedKey())
        if (!columns.addReport(person, report.reportId)) repeated += 1
        columns.setChecksum(person, lines.checksum())
        if (lines.isDeleted()) columns.markDeleted(person)
        for (const [place, app] of columnOf.entries()) {
          const day = lines.day(place)
          if (day > 0) columns.addActivity(person, app, day * reportIds + report.reportId)
        }
      }
      return repeated
    },
    addPerson: (report, key, reported) => {
      columns.addReport(note(key, reported), report.reportId)
    },
    keys: () => [...numbers.keys()].sort(),
    find: key => numbers.get(key) ?? null,
    isIn: (person, reportId) => columns.isIn(person, reportId),
    checksum: person => columns.checksum(person),
    reportedKey: person => reportedKeys.get(person) ?? null,
    reports: person => columns.reports(person),
    isDeleted: person => columns.isDeleted(person),
    latest: (person, app) => {
      const packed = columns.activity(person, app)
      return packed === 0 ? null : { day: Math.floor(packed / reportIds), reportId: packed % reportIds }
    },
  }
}

/**
 * The latest activity of an app among several people who are one and the same; of equal days the first one's.
 */
export function latestOf(
  people: GatheredPeople,
  numbers: readonly number[],
  app: number,
): LatestActivity | null {
  let newest: LatestActivity | null = null
  for (const number of numbers) {
    const latest = people.latest(number, app)
    if (latest !== null && (newest === null || latest.day > newest.day)) newest = latest
  }
  return newest
}

/** A piece of a chunk's text would keep all of it in memory. */
function copyOf(text: string): string {
  return Buffer.from(text).toString()
}

const firstRoom = 4096

/** What is known of the people, in columns of numbers, which take a tenth of the memory of objects. */
function createColumns(apps: number) {
  let room = firstRoom
  let reports = new Float64Array(room)
  let deleted = new Uint8Array(room)
  let checksums = new Uint32Array(room)
  const activity = Array.from({ length: apps }, () => new Uint32Array(room))

  const isIn = (person: number, reportId: number): boolean =>
    Math.floor((reports[person] ?? 0) / 2 ** reportId) % 2 === 1

  return {
    makeRoom: (people: number): void => {
      if (people <= room) return
      room = Math.ceil(room * growth)
      reports = enlarged(reports, new Float64Array(room))
      deleted = enlarged(deleted, new Uint8Array(room))
      checksums = enlarged(checksums, new Uint32Array(room))
      for (const [app, column] of activity.entries()) activity[app] = enlarged(column, new Uint32Array(room))
    },
    isIn,
    /** False where it was noted before. */
    addReport: (person: number, reportId: number): boolean => {
      if (isIn(person, reportId)) return false
      reports[person] = (reports[person] ?? 0) + 2 ** reportId
      return true
    },
    markDeleted: (person: number): void => {
      deleted[person] = 1
    },
    setChecksum: (person: number, sum: number): void => {
      checksums[person] = sum
    },
    addActivity: (person: number, app: number, packed: number): void => {
      const column = activity[app]
      if (column !== undefined && packed > (column[person] ?? 0)) column[person] = packed
    },
    reports: (person: number): number => reports[person] ?? 0,
    isDeleted: (person: number): boolean => deleted[person] === 1,
    checksum: (person: number): number => checksums[person] ?? 0,
    activity: (person: number, app: number): number => activity[app]?.[person] ?? 0,
  }
}

/** Column by column, so that little is there twice at a time. */
const growth = 1.5

function enlarged<Column extends Float64Array | Uint32Array | Uint8Array>(
  from: Column,
  into: Column,
): Column {
  into.set(from)
  return into
}
