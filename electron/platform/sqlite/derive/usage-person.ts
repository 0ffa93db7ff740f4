import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { dayText } from '../../../core/graph/csv/person-lines.ts'
import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import { activityApps, personReports } from '../views/apps.ts'
import { markOf, noMark } from '../views/usage-person.ts'
import { summarizeApps } from './app-summary.ts'
import type { GatheredPeople, GatheredReport } from './gathered-people.ts'
import type { Gathering } from './gathering.ts'

/**
 * Derives the table of everybody in the usage reports anew: who they are in the directory, and their last activity per app over all
 * reports. Also counts the people of each app, and keeps the day that figures of activity hold for, which there is none while names are
 * concealed or nothing was retrieved.
 */
export function deriveUsagePeople(
  writer: Writer,
  catalogue: readonly UsageReport[],
  gathering: Gathering,
): void {
  const apps = activityApps(catalogue)
  const gathered = gathering.finish(writer, storedReports(writer, catalogue))
  writer.script('delete from usage_person; delete from app_summary')
  const keys = gathered.keys()
  insertPeople(writer, gathered, keys, apps.length)
  summarizeApps(writer, gathered, keys.length, apps)
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

/** The stored reports that the catalogue knows. */
function storedReports(writer: Writer, catalogue: readonly UsageReport[]): GatheredReport[] {
  const known = new Map(personReports(catalogue).map(report => [report.name, report]))
  const rows = writer.all(Stored, sql`select report_id, report from usage_report order by report_id`)
  return rows.flatMap(({ report_id: reportId, report: name }) => {
    const report = known.get(name)
    return report === undefined ? [] : [{ report, reportId }]
  })
}

/** As many as are handed over in one piece: values that cross one by one cost more than storing them. */
const peopleAtOnce = 1000

/** In the order of the keys, so that the table grows at its end. */
function insertPeople(writer: Writer, gathered: GatheredPeople, keys: readonly string[], apps: number): void {
  const marks = createMarks(gathered, apps)
  for (let at = 0; at < keys.length; at += peopleAtOnce) {
    const rows = keys.slice(at, at + peopleAtOnce).map(key => {
      const person = gathered.find(key) ?? 0
      const { text, latest } = marks(person)
      const deleted = gathered.isDeleted(person) ? 1 : 0
      return [key, gathered.reportedKey(person), gathered.reports(person), deleted, latest, text]
    })
    writer.run(sql`
      insert or ignore into usage_person (
        person_key, user_id, user_principal_name, reports, is_deleted, last_activity_date, marks)
      select person.key, user.user_id, coalesce(user.user_principal_name, person.reported, person.key),
        person.reports, person.is_deleted, person.latest, person.marks
      from (
        select value ->> 0 as key, value ->> 1 as reported, value ->> 2 as reports, value ->> 3 as is_deleted,
          value ->> 4 as latest, value ->> 5 as marks
        from json_each(${JSON.stringify(rows)})
      ) as person left join user on user.upn_key = person.key`)
  }
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
