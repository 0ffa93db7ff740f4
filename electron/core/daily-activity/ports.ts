import type { Clock, Log, Random } from '../ports.ts'
import type { GraphReader } from '../sync/ports.ts'
import type { DayProblem } from './judge.ts'
import type { DayFacts } from './plan.ts'

/** One report's day as it is asked for, `YYYY-MM-DD` all of them. No day after `latestDay` can be true. */
export type DayOrder = { report: string; day: string; latestDay: string; newestThen: string | null }

/** The writer of a connector's database, as far as single days need it. */
export type DayStore = {
  /** Enters the days up to yesterday, and answers what is known of each report. */
  coverDays(today: string): Promise<readonly DayFacts[]>
  /** Notes that a day is asked for now; `at` ISO 8601 UTC. */
  askDay(report: string, day: string, at: string): Promise<void>
  /**
   * Reads the CSV that streams in and keeps the day, all or nothing. Answers why it was set aside, null when
   * it was taken. Throws `invalidAnswer` for another document and for one that was cut short.
   */
  keepDay(
    order: DayOrder,
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
    at: string,
  ): Promise<DayProblem | null>
  noteDay(report: string, day: string, problem: DayProblem): Promise<void>
}

export type DayPorts = {
  graph: Pick<GraphReader, 'report' | 'url'>
  store: DayStore
  clock: Clock
  random: Random
  log: Log
}
