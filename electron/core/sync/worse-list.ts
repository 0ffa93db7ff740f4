import type { DatasetState } from './ports.ts'
import { storedMeasure, type WorseAnswer } from './worse-answer.ts'

/** What a list of few rows brought: rows with members that are known, and rows without. */
export type ReceivedList = { rows: number; unreadable: number }

/**
 * Whether a list that is read whole every time is worse than the stored one: nothing came where something was, or rows that cannot be read
 * took the place of others. Rows that cannot be read beside all the others do no harm.
 *
 * @returns null when the list can be taken
 */
export function worseList(state: DatasetState | null, came: ReceivedList): WorseAnswer | null {
  const before = storedMeasure(state)
  const measure = { rows: came.rows, date: null }
  if (came.unreadable > 0 && (came.rows === 0 || came.rows < before.rows)) {
    return { kind: 'unreadable', before, came: measure }
  }
  return came.rows === 0 && before.rows > 0 ? { kind: 'emptied', before, came: measure } : null
}
