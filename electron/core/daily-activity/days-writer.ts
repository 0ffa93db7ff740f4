import type { Writer } from '../database/ports.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { coverDays, noteAsked, noteProblem } from './coverage.ts'
import { dayReports } from './day-reports.ts'
import type { DayProblem } from './judge.ts'
import { type ArrivedDay, keepDay } from './keep-day.ts'
import type { DayFacts } from './plan.ts'

/** The days of activity that are retrieved one by one; see `DayStore` for what the methods promise. */
export type DaysWriter = {
  cover(today: string): DayFacts[]
  ask(report: string, day: string, at: string): void
  keep(arrived: ArrivedDay, newestThen: string | null, at: string): DayProblem | null
  note(report: string, day: string, problem: DayProblem): void
}

export function createDaysWriter(writer: Writer, catalogue: readonly UsageReport[]): DaysWriter {
  return {
    cover: today => coverDays(writer, dayReports(catalogue), today),
    ask: (report, date, at) => noteAsked(writer, { report, date }, at),
    keep: (arrived, newestThen, at) => keepDay(writer, arrived, newestThen, at),
    note: (report, date, problem) => noteProblem(writer, { report, date }, problem),
  }
}
