import { coverDays, noteAsked, noteProblem } from '../../core/daily-activity/coverage.ts'
import { dayReports } from '../../core/daily-activity/day-reports.ts'
import type { DayProblem } from '../../core/daily-activity/judge.ts'
import { type ArrivedDay, keepDay } from '../../core/daily-activity/keep-day.ts'
import type { DayFacts } from '../../core/daily-activity/plan.ts'
import type { Writer } from '../../core/database/ports.ts'
import type { UsageReport } from '../../core/usage/catalogue/types.ts'

/** The days of activity that are retrieved one by one; see `DayStore` for what the methods promise. */
export type TenantDays = {
  cover(today: string): DayFacts[]
  ask(report: string, day: string, at: string): void
  keep(arrived: ArrivedDay, newestThen: string | null, at: string): DayProblem | null
  note(report: string, day: string, problem: DayProblem): void
}

export function createTenantDays(writer: Writer, catalogue: readonly UsageReport[]): TenantDays {
  return {
    cover: today => coverDays(writer, dayReports(catalogue), today),
    ask: (report, date, at) => noteAsked(writer, { report, date }, at),
    keep: (arrived, newestThen, at) => keepDay(writer, arrived, newestThen, at),
    note: (report, date, problem) => noteProblem(writer, { report, date }, problem),
  }
}
