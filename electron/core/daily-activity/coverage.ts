import { z } from 'zod'
import type { Reader, Writer } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { dayAfter } from '../usage/catalogue/report-days.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import type { DayProblem } from './judge.ts'
import { type DayFacts, firstOffered } from './plan.ts'

const Newest = z.object({ date: z.string().nullable() })
const Report = z.object({ newest_day: z.string().nullable(), concealed: z.int().nullable() })
const Day = z
  .object({
    date: z.string(),
    asked_at: z.string().nullable(),
    retrieved_at: z.string().nullable(),
    newest_then: z.string().nullable(),
  })
  .transform(row => ({
    date: row.date,
    askedAt: row.asked_at,
    retrievedAt: row.retrieved_at,
    newestThen: row.newest_then,
  }))

/**
 * Enters every day up to yesterday that is not known yet, and answers what is known of each report. A day
 * that passes out of Microsoft's window while nobody asks for it is entered all the same: it is lost.
 *
 * @param today `YYYY-MM-DD`
 */
export function coverDays(writer: Writer, reports: readonly UsageReport[], today: string): DayFacts[] {
  return writer.transaction(() => {
    for (const { name } of reports) {
      const newest = writer.first(
        Newest,
        sql`select max(date) as date from activity_coverage where report = ${name}`,
      )?.date
      const first = newest == null ? firstOffered(today) : dayAfter(newest, 1)
      for (let day = first; day < today; day = dayAfter(day, 1)) {
        writer.run(sql`insert into activity_coverage (report, date) values (${name}, ${day})`)
      }
    }
    return reports.map(({ name }) => readFacts(writer, name))
  })
}

function readFacts(reader: Reader, report: string): DayFacts {
  const stored = reader.first(
    Report,
    sql`select max(refresh_date) as newest_day, max(concealed) as concealed from usage_report where report = ${report}`,
  )
  return {
    report,
    newestDay: stored?.newest_day ?? null,
    concealed: stored?.concealed === 1,
    days: reader.all(
      Day,
      sql`select date, asked_at, retrieved_at, newest_then from activity_coverage
        where report = ${report} order by date`,
    ),
  }
}

/** One report's day. */
export type DayKey = { report: string; date: string }

/** Notes that a day was asked for, before it is: a kill must not make the quota forget the call. */
export function noteAsked(writer: Writer, { report, date }: DayKey, at: string): void {
  writer.run(sql`update activity_coverage set asked_at = ${at} where report = ${report} and date = ${date}`)
}

/** Notes why a day that was asked for is not held. One that is held stays so. */
export function noteProblem(writer: Writer, { report, date }: DayKey, problem: DayProblem): void {
  writer.run(
    sql`update activity_coverage set problem = ${problem} where report = ${report} and date = ${date}`,
  )
}

export function noteHeld(
  writer: Writer,
  { report, date }: DayKey,
  held: { people: number; newestThen: string | null; at: string },
): void {
  writer.run(sql`
    update activity_coverage
    set problem = null, people = ${held.people}, newest_then = ${held.newestThen}, retrieved_at = ${held.at}
    where report = ${report} and date = ${date}`)
}

const Amount = z.object({ amount: z.int().nullable() })

/** Users of a day that are held already; 0 where none are. */
export function heldPeople(reader: Reader, { report, date }: DayKey): number {
  return (
    reader.first(
      Amount,
      sql`select people as amount from activity_coverage where report = ${report} and date = ${date}`,
    )?.amount ?? 0
  )
}

/** The most users that the tenant's own counts of a day name for one of the report's apps; 0 without any. */
export function countedPeople(reader: Reader, { activity }: UsageReport, date: string): number {
  const apps = JSON.stringify(activity.map(({ app }) => app))
  return (
    reader.first(
      Amount,
      sql`select cast(max(value) as integer) as amount from usage_day
        where date = ${date} and measure = 'active_users' and app in (select value from json_each(${apps}))`,
    )?.amount ?? 0
  )
}
