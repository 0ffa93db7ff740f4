import { z } from 'zod'
import type { Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import type { ReportFindings } from '../usage/reading/report-findings.ts'
import { moveFormerDays } from '../usage/storing/activity-days.ts'
import { matchPeople } from '../usage/storing/matched-people.ts'
import { createPeopleNumbers } from '../usage/storing/people.ts'
import { countedPeople, type DayKey, heldPeople, noteHeld, noteProblem } from './coverage.ts'
import type { DayRows } from './day-rows.ts'
import { type DayProblem, problemOfDay } from './judge.ts'

const Newest = z.object({ person_id: z.int().nullable() })

/** What came for a report's day. */
export type ArrivedDay = { report: UsageReport; day: string; rows: DayRows; findings: ReportFindings }

/**
 * Adds a day's activity to the active days, and notes the day as held, in one transaction; or notes why the
 * answer was set aside. Days only ever come in addition: nobody becomes idle by this.
 *
 * @param at ISO 8601 UTC
 * @returns why the answer was set aside; null when it was taken
 */
export function keepDay(
  writer: Writer,
  { report, day, rows, findings }: ArrivedDay,
  newestThen: string | null,
  at: string,
): DayProblem | null {
  const key: DayKey = { report: report.name, date: day }
  return writer.transaction(() => {
    const problem = problemOfDay({
      day,
      findings,
      people: rows.people.length,
      later: rows.later(),
      held: heldPeople(writer, key),
      counted: countedPeople(writer, report, day),
    })
    if (problem === null) {
      addDays(writer, report, day, rows)
      noteHeld(writer, key, { people: rows.people.length, newestThen, at })
    } else noteProblem(writer, key, problem)
    return problem
  })
}

function addDays(writer: Writer, report: UsageReport, day: string, { people }: DayRows): void {
  const apps = report.activity.map(({ app }) => app)
  const month = Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7))
  const bit = 1 << (Number(day.slice(8, 10)) - 1)
  const before = newestPerson(writer)
  const numbers = createPeopleNumbers(writer)
  const add = writer.prepareStatement(`
    insert into activity_day (person_id, app, month, days) values (?, ?, ?, ?)
    on conflict (person_id, app, month) do update set days = days | excluded.days
    where days <> days | excluded.days`)
  for (const { key, reportedKey, apps: used } of people) {
    const person = numbers.numberOf(key, reportedKey)
    for (const [place, app] of apps.entries()) {
      if ((used >> place) & 1) add([person, app, month, bit])
    }
  }
  matchNewPeople(writer, before)
  moveFormerDays(writer)
}

function newestPerson(writer: Writer): number {
  return writer.first(Newest, raw('select max(person_id) as person_id from person'))?.person_id ?? 0
}

/** People whom no report by period names are looked up in the directory. */
function matchNewPeople(writer: Writer, before: number): void {
  if (newestPerson(writer) === before) return
  writer.script('create temp table touched_key (upn_key text primary key) strict, without rowid')
  writer.run(sql`insert into temp.touched_key select person_key from person where person_id > ${before}`)
  matchPeople(writer, 'touched')
  writer.script('drop table temp.touched_key')
}
