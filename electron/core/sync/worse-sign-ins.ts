import { AppError } from '../errors.ts'
import type { DatasetState, SignInTimes } from './ports.ts'
import { storedMeasure, type WorseAnswer } from './worse-answer.ts'

/**
 * Whether a list of sign-ins tells no time of anybody although times are stored: a sign-in that was seen has
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
