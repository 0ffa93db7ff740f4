import type { ErrorCode } from '../../contract/errors.ts'
import { AppError, cancelled, isAbort } from '../errors.ts'
import { createMeter, type GraphCall } from '../graph/call.ts'
import { attempt } from '../graph/retry.ts'
import { dayAfter } from '../usage/catalogue/report-days.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { dayPath, dayReports } from './day-reports.ts'
import type { DayProblem } from './judge.ts'
import { allowance, type CoveredDay, type DayFacts, daysToAsk } from './plan.ts'
import type { DayPorts } from './ports.ts'

/** How a pass over the missing days has ended. */
export type PassEnd = {
  /** Days that were kept. */
  kept: number
  /** Days that were asked for, kept or not. */
  asked: number
  /** When the next days may be asked for, epoch milliseconds; null when nothing is left to ask for. */
  resumeAt: number | null
  /** Why the pass broke off before its end; null when it did not. */
  failure: AppError | null
}

/** One day of one report may take this long, waits included; a day that takes longer is asked for again. */
const maxDayMs = 20 * 60_000

/**
 * Retrieves missing days of every report, the oldest first, until none is left or the quota of the ten
 * minutes is used up. Each day is kept as soon as it is whole, so that a pass that is cut short loses nothing
 * but the day under way. A day is asked for once in a pass.
 *
 * @param done days that were asked for earlier in the same round, `report date`; the pass adds its own
 * @throws AppError `cancelled` when the signal fires; what the store throws
 */
export async function retrieveDays(
  ports: DayPorts,
  done: Set<string>,
  signal: AbortSignal,
): Promise<PassEnd> {
  const today = new Date(ports.clock.now()).toISOString().slice(0, 10)
  const facts = await ports.store.coverDays(today)
  const end: PassEnd = { kept: 0, asked: 0, resumeAt: null, failure: null }
  for (const report of dayReports()) {
    const known = facts.find(fact => fact.report === report.name)
    if (known === undefined) continue
    await retrieveReport(ports, { report, known, today, done, signal }, end)
    if (end.failure !== null) break
  }
  return end
}

type Round = {
  report: UsageReport
  known: DayFacts
  today: string
  done: Set<string>
  signal: AbortSignal
}

async function retrieveReport(ports: DayPorts, round: Round, end: PassEnd): Promise<void> {
  const { report, known, today, done, signal } = round
  const missing = daysToAsk(known, today).filter(day => !done.has(`${report.name} ${day}`))
  const asked: CoveredDay[] = [...known.days]
  for (const day of missing) {
    if (signal.aborted) throw cancelled()
    const now = ports.clock.now()
    const { calls, nextAt } = allowance(asked, now)
    if (calls === 0) {
      end.resumeAt = Math.min(end.resumeAt ?? Number.POSITIVE_INFINITY, nextAt)
      return
    }
    const askedAt = new Date(now).toISOString()
    asked.push({ date: day, askedAt, retrievedAt: null, newestThen: null })
    await ports.store.askDay(report.name, day, askedAt)
    done.add(`${report.name} ${day}`)
    end.asked += 1
    try {
      if (await retrieveDay(ports, round, day)) end.kept += 1
    } catch (error) {
      if (isAbort(error) || !(error instanceof AppError)) throw error
      // Interrupted before it was answered: it may be asked for again in this round.
      done.delete(`${report.name} ${day}`)
      end.failure = error
      end.resumeAt = error.retryAt
      return
    }
  }
}

/** Answers that are about the one day only; everything else would befall the next day as well. */
const refusalCodes: readonly ErrorCode[] = ['badRequest', 'notFound']

/** @returns whether the day was kept */
async function retrieveDay(ports: DayPorts, round: Round, day: string): Promise<boolean> {
  const { report, signal } = round
  const note = async (problem: DayProblem): Promise<false> => {
    await ports.store.noteDay(report.name, day, problem)
    ports.log.info('dailyActivity.notKept', { dataset: report.name, date: day, reason: problem })
    return false
  }
  try {
    // A download that breaks, or whose link has expired, is asked for again at once.
    const problem = await attempt(() => readDay(ports, round, day), {
      clock: ports.clock,
      random: ports.random,
      signal,
      meter: createMeter(),
    })
    return problem === null || (await note(problem))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (refusalCodes.includes(error.code)) return note('notOffered')
    if (error.code === 'invalidAnswer') return note('unreadable')
    throw error
  }
}

async function readDay(
  ports: DayPorts,
  { report, known, today, signal }: Round,
  day: string,
): Promise<DayProblem | null> {
  const call: GraphCall = {
    signal,
    meter: createMeter(),
    // The same scope as the report by period: a wait that Microsoft asks for holds for both.
    scope: `reports:${report.graphFunction}`,
    permission: 'Reports.Read.All',
    endsBy: ports.clock.now() + maxDayMs,
  }
  const download = await ports.graph.report(ports.graph.url(dayPath(report, day)), call)
  try {
    const at = new Date(ports.clock.now()).toISOString()
    // It is tomorrow somewhere already.
    const order = {
      report: report.name,
      day,
      latestDay: dayAfter(today, 1),
      newestThen: known.newestDay,
    }
    return await ports.store.keepDay(order, download.body, signal, at)
  } finally {
    await download.discard()
  }
}
