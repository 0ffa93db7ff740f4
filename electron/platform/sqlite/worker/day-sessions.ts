import { dayReports } from '../../../core/daily-activity/day-reports.ts'
import { type DayRows, gatherDay } from '../../../core/daily-activity/day-rows.ts'
import type { DaysWriter } from '../../../core/daily-activity/days-writer.ts'
import type { DayProblem } from '../../../core/daily-activity/judge.ts'
import type { DayOrder } from '../../../core/daily-activity/ports.ts'
import type { UsageReport } from '../../../core/usage/catalogue/types.ts'
import { createReportReader, type ReportReader } from '../../../core/usage/reading/report-reader.ts'
import { dayDataset } from './protocol.ts'

/** Reports of single days that are arriving; nothing of them is written before they are whole. */
export type DaySessions = {
  /** Whether blocks under this name belong to a day. */
  has(dataset: string): boolean
  start(order: DayOrder): void
  /** After a block that could not be read the following ones, which may be on their way, are ignored. */
  push(dataset: string, block: Uint8Array): void
  /** Keeps the day. Answers why it was set aside, null when it was taken. */
  end(order: DayOrder, at: string): DayProblem | null
  abort(report: string): void
}

type Session = { report: UsageReport; rows: DayRows; reader: ReportReader; failed: boolean }

export function createDaySessions(days: DaysWriter): DaySessions {
  const sessions = new Map<string, Session>()
  const sessionOf = (dataset: string): Session => {
    const session = sessions.get(dataset)
    if (session === undefined) throw new Error(`No day of ${dataset} is arriving.`)
    return session
  }
  return {
    has: dataset => sessions.has(dataset),
    start: ({ report: name, day, latestDay }) => {
      const report = dayReports().find(known => known.name === name)
      if (report === undefined) throw new Error(`${name} is not asked for by day.`)
      const rows = gatherDay(report, day)
      const reader = createReportReader(report, rows.add, latestDay)
      sessions.set(dayDataset(name), { report, rows, reader, failed: false })
    },
    push: (dataset, block) => {
      const session = sessionOf(dataset)
      if (session.failed) return
      try {
        session.reader.push(block)
      } catch (error) {
        session.failed = true
        throw error
      }
    },
    end: ({ report: name, day, newestThen }, at) => {
      const dataset = dayDataset(name)
      const { report, rows, reader } = sessionOf(dataset)
      const findings = reader.end()
      sessions.delete(dataset)
      return days.keep({ report, day, rows, findings }, newestThen, at)
    },
    abort: report => {
      sessions.delete(dayDataset(report))
    },
  }
}
