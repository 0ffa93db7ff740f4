import { AppError } from '../../errors.ts'
import { countTolerance } from '../drift.ts'
import type { DatasetState, SignInTimes } from '../ports.ts'
import { dayMs, lastingDays, storedMeasure, type WorseAnswer } from './answer.ts'

/** What a list of few rows brought: rows with members that are known, and rows without. */
type ReceivedList = { rows: number; unreadable: number }

/**
 * Of what is stored, less than this share is taken for a fault of the list where nothing else says that the
 * others are gone.
 */
const believableShare = 1 / 2

/** Lists whose last row can really end: of the others an empty answer is never believed. */
const listsThatEnd: readonly string[] = ['licenses', 'renewals']

/**
 * Whether a list has come as short as it does now for so long that it is no slip any more: the last
 * subscription has ended. A week has to have passed since the last good answer, with three syncs in it that
 * failed, so that a computer that was switched off for a month does not believe the first odd answer.
 *
 * @param now milliseconds since the epoch
 */
export function isLastingLoss(state: DatasetState | null, now: number): boolean {
  if (state?.succeededAt == null || !listsThatEnd.includes(state.dataset)) return false
  return state.failures >= lastingFailures && now - Date.parse(state.succeededAt) >= lastingDays * dayMs
}

const lastingFailures = 3

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

/**
 * Whether a list of people is worse than the stored one: nobody came, it falls short of `$count` and brings
 * fewer than are stored, or, without a count, fewer than half of them. People who really left are missing in
 * the count, too. The first list ever is taken unless it lacks most of those counted.
 *
 * @param counted people by `$count`, null where it was refused
 */
export function worsePeople(
  state: DatasetState | null,
  people: number,
  counted: number | null,
): WorseAnswer | null {
  const before = storedMeasure(state)
  const worse = { before, came: { rows: people, date: null }, counted }
  if (people === 0) return { kind: 'emptied', ...worse }
  if (counted === null) {
    return people < before.rows * believableShare ? { kind: 'shortened', ...worse } : null
  }
  if (people + countTolerance(counted) >= counted) return null
  const isLoss = before.rows === 0 ? people < counted * believableShare : people < before.rows
  return isLoss ? { kind: 'shortened', ...worse } : null
}

/**
 * So few people can leave between two syncs that it is not worth a doubt; books that disagree lead to a full
 * read anyway.
 */
const fewLeave = 2

/**
 * Whether changes remove more people than the count lets believe, so that everybody had better be listed.
 *
 * @param removed people whom the changes remove
 * @param left people who would be stored afterwards, those who came included
 */
export function worseChanges(
  state: DatasetState | null,
  { removed, left }: { removed: number; left: number },
  counted: number | null,
): WorseAnswer | null {
  const before = storedMeasure(state)
  if (removed <= fewLeave || counted === null || before.rows === 0) return null
  if (left + countTolerance(counted) >= counted) return null
  return { kind: 'shortened', before, came: { rows: left, date: null }, counted }
}

/**
 * Whether a list of sign-ins has no time for anybody although times are stored: a sign-in that was seen has
 * happened.
 */
export function worseSignIns(
  state: DatasetState | null,
  people: number,
  { before, came }: SignInTimes,
): WorseAnswer | null {
  if (came > 0 || before === 0) return null
  const kind = people === 0 ? 'emptied' : 'unreadable'
  return { kind, before: { ...storedMeasure(state), rows: before }, came: { rows: 0, date: null } }
}

/**
 * Pages that came prove the license, so that a later refusal for its lack is one that passes
 * (microsoft-graph-docs#14120).
 */
export function refusedAmidPages(error: unknown, rows: number): unknown {
  if (!(error instanceof AppError) || error.code !== 'licenseMissing' || rows === 0) return error
  return new AppError(
    'serviceUnavailable',
    'Microsoft Graph refused some of the last sign-ins for a missing license, although it had answered others.',
    {
      fix: 'Sync again later; what has arrived is kept.',
      step: 'service',
      detail: error.detail,
      cause: error,
    },
  )
}
