import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { dayText } from '../../../core/graph/csv/person-lines.ts'
import { hasPersonChunks } from '../../../core/graph/csv/report-reader.ts'
import type { Writer } from '../connection.ts'
import { linesOf } from '../person-chunks.ts'
import { sql } from '../sql.ts'
import { activityApps, personReports } from '../views/apps.ts'
import { markOf, noMark } from '../views/usage-person.ts'
import { summarizeApps } from './app-summary.ts'
import { type GatheredPeople, type GatheredReport, gatherPeople } from './gathered-people.ts'

/**
 * Derives the table of everybody in the usage reports anew: who they are in the directory, and their last activity per app over all
 * reports. Also counts the people of each app, and keeps the day that figures of activity hold for, which there is none while names are
 * concealed or nothing was retrieved.
 */
export function deriveUsagePeople(writer: Writer, catalogue: readonly UsageReport[]): void {
  const apps = activityApps(catalogue)
  const gathered = gatherPeople(apps)
  for (const report of numberedReports(writer, catalogue)) addReport(writer, gathered, report)
  writer.script('delete from usage_person; delete from app_summary')
  const people = gathered.people()
  insertPeople(writer, gathered, people, apps.length)
  summarizeApps(writer, gathered, people.length, apps)
  rememberActivityDate(writer)
}

/** After people came, went or were renamed: who the people of the reports are now, for the touched keys only. */
export function rematchUsagePeople(writer: Writer): void {
  writer.run(sql`
    update usage_person as person
    set (user_id, user_principal_name) = (
      select user.user_id, coalesce(user.user_principal_name, person.user_principal_name)
      from (select person.person_key as person_key) as wanted
      left join user on user.upn_key = wanted.person_key
      order by user.user_id limit 1)
    where person.person_key in (select upn_key from temp.touched_key)`)
}

const Stored = z.object({ report_id: z.int(), report: z.string() })
/** So many bits fit into a number exactly, see `GatheredReport`. */
const mostReports = 53

/** The stored reports that the catalogue knows, each with the bit that stands for it, which is kept beside it. */
function numberedReports(writer: Writer, catalogue: readonly UsageReport[]): GatheredReport[] {
  const known = new Map(personReports(catalogue).map(report => [report.name, report]))
  const rows = writer.all(Stored, sql`select report_id, report from usage_report order by report_id`)
  const numbered = rows.flatMap(({ report_id: reportId, report: name }) => {
    const report = known.get(name)
    return report === undefined ? [] : [{ report, reportId }]
  })
  if (numbered.length > mostReports) throw new Error('There are more reports than can be told apart.')
  return numbered.map((report, slot) => {
    writer.run(sql`update usage_report set slot = ${slot} where report_id = ${report.reportId}`)
    return { ...report, slot }
  })
}

const Person = z.object({ person_key: z.string(), reported: z.string().nullable() })

function addReport(writer: Writer, gathered: GatheredPeople, report: GatheredReport): void {
  const { reportId } = report
  if (hasPersonChunks(report.report)) {
    const apps = report.report.activity.length
    for (const { lines } of linesOf(writer, { reportId, apps })) gathered.addLines(report, lines)
    return
  }
  const rows = sql`select person_key, max(cells ->> 0) as reported from usage_row
    where report_id = ${reportId} group by person_key`
  for (const { person_key: key, reported } of writer.iterate(Person, rows)) {
    gathered.addPerson(report, key, reported)
  }
}

/** In the order of the keys, so that the table grows at its end. */
function insertPeople(
  writer: Writer,
  gathered: GatheredPeople,
  people: readonly [key: string, person: number][],
  apps: number,
): void {
  const marks = createMarks(gathered, apps)
  const rows = function* () {
    for (const [key, person] of people) {
      const { text, latest } = marks(person)
      const deleted = gathered.isDeleted(person) ? 1 : 0
      yield [key, gathered.reportedKey(person), gathered.reports(person), deleted, latest, text]
    }
  }
  writer.runEach(
    `insert or ignore into usage_person (
      person_key, user_id, user_principal_name, reports, is_deleted, last_activity_date, marks)
    select person.person_key, user.user_id, coalesce(user.user_principal_name, person.reported, person.person_key),
      person.reports, person.is_deleted, person.last_activity_date, person.marks
    from (
      select ? as person_key, ? as reported, ? as reports, ? as is_deleted, ? as last_activity_date, ? as marks
    ) as person left join user on user.upn_key = person.person_key`,
    rows(),
  )
}

/** A person's marks of all apps, and the latest day among them. */
function createMarks(gathered: GatheredPeople, apps: number) {
  const dayTexts = new Map<number, string>()
  const textOf = (day: number): string => {
    const known = dayTexts.get(day)
    if (known !== undefined) return known
    const text = dayText(day)
    dayTexts.set(day, text)
    return text
  }
  return (person: number): { text: string; latest: string | null } => {
    let text = ''
    let newest = 0
    for (let app = 0; app < apps; app += 1) {
      const latest = gathered.latest(person, app)
      text += latest === null ? noMark : markOf(textOf(latest.day), latest.reportId)
      if (latest !== null && latest.day > newest) newest = latest.day
    }
    return { text, latest: newest === 0 ? null : textOf(newest) }
  }
}

function rememberActivityDate(writer: Writer): void {
  writer.script(`
    delete from meta where name = 'activity_as_of';
    insert into meta (name, value)
    select 'activity_as_of', max(refresh_date) from usage_report where has_activity = 1
    having max(refresh_date) is not null and max(concealed) = 0`)
}
