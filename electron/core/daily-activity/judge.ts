import type { ReportFindings } from '../usage/reading/report-findings.ts'

/**
 * Why a day is not held although it was asked for. `notOffered`: Microsoft does not give it (yet). The others
 * name what was wrong with the answer, which was set aside.
 */
export const dayProblems = [
  'notOffered',
  'emptied',
  'nameless',
  'unreadable',
  'concealed',
  'older',
  'otherDay',
] as const
export type DayProblem = (typeof dayProblems)[number]

/** What came for a day, and what else is known of it. */
export type DayAnswer = {
  day: string
  findings: ReportFindings
  /** Users with activity on the day. */
  people: number
  /** Rows whose latest activity lies after the day, so that they say nothing of it. */
  later: number
  /** Users of the day that are held already; 0 where none are. */
  held: number
  /** The most users that the tenant's own counts of the day name for an app; 0 where there are none. */
  counted: number
}

/**
 * Why an answer is not taken; null when it is. What is set aside leaves the day as it was: a day that is not
 * held says nothing of anybody.
 */
export function problemOfDay({ day, findings, people, later, held, counted }: DayAnswer): DayProblem | null {
  const { rows, dropped, unreadableRows, concealed, refreshDate } = findings
  if (unreadableRows * 2 > rows) return 'unreadable'
  if (dropped > rows) return 'nameless'
  if (rows > 0 && concealed) return 'concealed'
  if (refreshDate !== null && refreshDate < day) return 'older'
  if (later * 2 > rows) return 'otherDay'
  if (people > 0) return null
  // Nobody was active, says the answer: that is taken only where nothing else contradicts it.
  if (held === 0 && counted === 0) return null
  return rows === 0 ? 'emptied' : 'otherDay'
}
