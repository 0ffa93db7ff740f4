import { z } from 'zod'
import { dayAfter, daysBetween } from '../../../core/graph/catalogue/report-days.ts'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { dayText } from '../../../core/graph/csv/person-lines.ts'
import type { Writer } from '../connection.ts'
import { writeMeta } from '../meta.ts'
import { sql } from '../sql.ts'
import { activityApps } from '../views/apps.ts'
import { markOf, noMark } from '../views/usage-person.ts'
import { summarizeApps } from './app-summary.ts'
import { type GatheredPeople, latestOf } from './gathered-people.ts'
import type { Gathering } from './gathering.ts'
import { type MatchedPerson, matchPeople } from './matched-people.ts'
import { readStoredReports, type StoredReports } from './stored-reports.ts'

/**
 * Derives the table of everybody in the usage reports anew: who they are in the directory, and their last
 * activity per app over all reports. Also counts the people of each app, and keeps the newest day of the
 * reports (`activity_as_of`), which there is none while names are concealed or nothing was retrieved.
 */
export function deriveUsagePeople(
  writer: Writer,
  catalogue: readonly UsageReport[],
  gathering: Gathering,
): void {
  const apps = activityApps(catalogue)
  const stored = readStoredReports(writer, catalogue)
  const gathered = gathering.finish(writer, stored.reports)
  writer.script(`
    delete from usage_person; delete from app_summary; delete from meta where name = 'activity_as_of'`)
  const people = matchPeople(writer, gathered)
  insertPeople(writer, gathered, people, createMarks(gathered, apps, stored))
  summarizeApps(writer, gathered, people, apps, stored.days)
  if (stored.activityDay !== null) writeMeta(writer, 'activity_as_of', stored.activityDay)
}

/**
 * After people came, went or were renamed: who the people of the reports are now, for the touched keys only.
 * {@link isActivityElsewhere} says when that is not enough.
 */
export function rematchUsagePeople(writer: Writer): void {
  writer.run(sql`
    update usage_person as person
    set (user_id, user_principal_name) = (
      select user.user_id, coalesce(user.user_principal_name, person.user_principal_name)
      from (select person.person_key as person_key) as wanted
      left join user on user.user_id = coalesce(
        (select user_id from user where upn_key = wanted.person_key),
        (select user_id from former_name where upn_key = wanted.person_key))
      order by user.user_id limit 1)
    where person.person_key in (select upn_key from temp.touched_key)`)
}

/**
 * Whether the activity that is kept under some touched key counts under another one now, because the key is
 * or was a former name.
 */
export function isActivityElsewhere(writer: Writer): boolean {
  const found = writer.first(
    z.object({ moved: z.int() }),
    sql`select exists (
      select 1 from usage_person as person
      where person.person_key in (select upn_key from temp.touched_key)
        and (
          (person.last_activity_date is not null
            and person.person_key in (select upn_key from former_name))
          or (person.user_id is not null and exists (
            select 1 from user where user.upn_key = person.person_key and user.user_id <> person.user_id))
        )) as moved`,
  )
  return found?.moved === 1
}

/** As many as are handed over in one piece: values that cross one by one cost more than storing them. */
const peopleAtOnce = 1000

/** In the order of the keys, so that the table grows at its end. */
function insertPeople(
  writer: Writer,
  gathered: GatheredPeople,
  people: readonly MatchedPerson[],
  marks: (numbers: readonly number[]) => Marks,
): void {
  for (let at = 0; at < people.length; at += peopleAtOnce) {
    const rows = people.slice(at, at + peopleAtOnce).map(({ key, today, gathered: numbers }) => {
      const own = gathered.find(key)
      const { text, latest, aligned } = marks(numbers)
      const reported = own === null ? null : gathered.reportedKey(own)
      const reports = own === null ? 0 : gathered.reports(own)
      const deleted = own !== null && gathered.isDeleted(own) ? 1 : 0
      return [key, reported, reports, deleted, latest, aligned, text, today]
    })
    writer.run(sql`
      insert or ignore into usage_person (
        person_key, user_id, user_principal_name, reports, is_deleted, last_activity_date, aligned_activity_date, marks)
      select person.key, user.user_id, coalesce(user.user_principal_name, person.reported, person.key),
        person.reports, person.is_deleted, person.latest, person.aligned, person.marks
      from (
        select value ->> 0 as key, value ->> 1 as reported, value ->> 2 as reports, value ->> 3 as is_deleted,
          value ->> 4 as latest, value ->> 5 as aligned, value ->> 6 as marks, value ->> 7 as today
        from json_each(${JSON.stringify(rows)})
      ) as person left join user on user.upn_key = person.today`)
  }
}

type Marks = { text: string; latest: string | null; aligned: string | null }

/**
 * A person's marks of all apps, the latest day among them, and the latest day as if the reports of all apps
 * ended on the newest day: an app whose report is a week behind has its days moved by a week.
 */
function createMarks(gathered: GatheredPeople, apps: readonly string[], stored: StoredReports) {
  const { activityDay, days } = stored
  const texts = createDayTexts()
  const behind = apps.map(app => {
    const day = days.get(app)
    return activityDay === null || day === undefined ? 0 : daysBetween(day, activityDay)
  })
  return (numbers: readonly number[]): Marks => {
    let text = ''
    let newest = 0
    let aligned: string | null = null
    for (const [app, moved] of behind.entries()) {
      const latest = latestOf(gathered, numbers, app)
      text += latest === null ? noMark : markOf(texts(latest.day, 0), latest.reportId)
      if (latest === null) continue
      newest = Math.max(newest, latest.day)
      const day = texts(latest.day, moved)
      if (aligned === null || day > aligned) aligned = day
    }
    return { text, latest: newest === 0 ? null : texts(newest, 0), aligned }
  }
}

/** Texts of days, which are few while people are many. */
function createDayTexts() {
  const known = new Map<number, Map<number, string>>()
  return (day: number, moved: number): string => {
    const moves = known.get(moved) ?? new Map<number, string>()
    known.set(moved, moves)
    const text = moves.get(day) ?? dayAfter(dayText(day), moved)
    moves.set(day, text)
    return text
  }
}
