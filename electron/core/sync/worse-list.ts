import type { DatasetState } from './ports.ts'
import { storedMeasure, type WorseAnswer } from './worse-answer.ts'

/** What a list of few rows brought: rows with members that are known, and rows without. */
export type ReceivedList = { rows: number; unreadable: number }

/** Of what is stored, a list may bring this share without a doubt. */
const believableShare = 1 / 2

/**
 * Whether a list that can be read lacks far more than can have ended: most of what is stored is gone, and of
 * that something is still in use.
 *
 * @param lostInUse missing products that people hold, or products with seats whose subscriptions are all
 * missing
 */
export function worseLoss(state: DatasetState | null, rows: number, lostInUse: number): WorseAnswer | null {
  const before = storedMeasure(state)
  if (lostInUse === 0 || rows >= before.rows * believableShare) return null
  return { kind: 'shortened', before, came: { rows, date: null } }
}

/**
 * Whether a list that is read whole every time is worse than the stored one: nothing came where something
 * was, or rows that cannot be read took the place of others. Rows that cannot be read beside all the others
 * do no harm.
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
