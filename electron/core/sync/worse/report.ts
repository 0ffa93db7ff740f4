import type { WorseKind } from '../../graph/retry.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import type { UsageReport } from '../../usage/catalogue/types.ts'
import { areNamesConcealed } from '../../usage/reading/person-key.ts'
import type { DatasetState, ReportFindings } from '../ports.ts'
import { dayMs, lastingDays, storedMeasure, type WorseAnswer } from './answer.ts'

/** So many days after the stored reports others are believed even by a computer whose clock is behind. */
const daysBelieved = 10

/**
 * The latest day that a report can be about: tomorrow, because it is already tomorrow somewhere. Where most
 * of what is stored says that this computer's clock is behind, it is some days after that. `YYYY-MM-DD`.
 *
 * @param now milliseconds since the epoch
 * @param storedDays the days that the stored reports are about
 */
export function latestTrueDay(now: number, storedDays: readonly string[]): string {
  const tomorrow = new Date(now + dayMs).toISOString().slice(0, 10)
  const middle = storedDays.toSorted()[Math.floor((storedDays.length - 1) / 2)]
  const believed = middle === undefined ? tomorrow : dayAfter(middle, daysBelieved)
  return believed > tomorrow ? believed : tomorrow
}

/**
 * Whether a usage report is worse than the stored one, as far as it says so itself. Rows that cannot be read
 * are never taken, not even the first time: a day of activity that is not known must not become "never".
 *
 * @param latestDay after which no day can be true
 * @returns null when the report can be taken
 */
export function worseReport(
  { grain }: UsageReport,
  state: DatasetState | null,
  came: ReportFindings,
  latestDay: string,
): WorseAnswer | null {
  const before = storedMeasure(state)
  const kind = worseKind(before.rows, trueDay(state, latestDay), came, grain === 'person')
  const date = kind === 'future' ? came.futureDate : came.refreshDate
  return kind === null ? null : { kind, before, came: { rows: came.rows, date } }
}

/** A stored day of the future, which an earlier version may have taken, is no measure for others. */
function trueDay(state: DatasetState | null, latestDay: string): string | null {
  const day = state?.refreshDate ?? null
  return day !== null && day <= latestDay ? day : null
}

function worseKind(
  before: number,
  dayBefore: string | null,
  came: ReportFindings,
  isOfPeople: boolean,
): WorseKind | null {
  const received = came.rows + came.dropped
  if (came.unreadableRows * 2 > came.rows) return 'unreadable'
  if (before === 0) return null
  if (came.future * 2 > received) return 'future'
  if (received === 0) return 'emptied'
  if (came.dropped > came.rows && came.rows * 2 < before) return isOfPeople ? 'nameless' : 'unreadable'
  if (dayBefore !== null && came.refreshDate !== null && came.refreshDate < dayBefore) return 'older'
  return null
}

/** A report of a run: what is stored of it, and what came; null where nothing new did. */
export type ReportAnswer = {
  dataset: string
  report: UsageReport
  state: DatasetState | null
  came: { rows: number; refreshDate: string | null; concealed: boolean } | null
}

/**
 * Which of a run's reports are worse than the stored ones, seen beside each other and the directory.
 *
 * @param people `$count` of the people at the time of the run, null when it is not known
 */
export function worseBesideOthers(
  answers: readonly ReportAnswer[],
  people: number | null,
): ReadonlyMap<string, WorseAnswer> {
  const conceals = answers.filter(({ report }) => report.activity.length > 0).flatMap(concealment)
  const odd = !areNamesConcealed(conceals)
  const worse = answers.flatMap((answer): [string, WorseAnswer][] => {
    const { dataset, state, came } = answer
    const before = storedMeasure(state)
    if (came === null || before.rows === 0 || answer.report.grain !== 'person') return []
    const measure = { rows: came.rows, date: came.refreshDate }
    if (odd && came.concealed && state?.concealed === false) {
      return [[dataset, { kind: 'concealed', before, came: measure }]]
    }
    const short = lostWithoutReason(before.rows, came.rows, people) && !isLasting(state, came.refreshDate)
    return short ? [[dataset, { kind: 'shortened', before, came: measure }]] : []
  })
  return new Map(worse)
}

/** Whether the report will conceal names; nothing where it names nobody. */
function concealment({ state, came }: ReportAnswer): boolean[] {
  const { rows = 0, concealed = false, refreshDate = null } = came ?? state ?? {}
  return rows === 0 || refreshDate === null ? [] : [concealed]
}

/** More than half of the rows are gone, although the directory has not become as small. */
function lostWithoutReason(before: number, came: number, people: number | null): boolean {
  return came * 2 < before && (people === null || came * 2 < people)
}

function isLasting(state: DatasetState | null, refreshDate: string | null): boolean {
  if (state?.refreshDate == null || refreshDate === null) return false
  return Date.parse(refreshDate) - Date.parse(state.refreshDate) >= lastingDays * dayMs
}
