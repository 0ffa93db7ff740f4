import type { WireError } from '../../../contract/errors.ts'
import type { BalanceFinding } from '../../../contract/sync.ts'
import { AppError } from '../../errors.ts'
import { type WorseKind, worseKinds } from '../../graph/retry.ts'
import type { DatasetState } from '../ports.ts'

export const dayMs = 86_400_000

/**
 * After so many days of the same it is no slip any more: licenses were taken away, or a service was given up.
 */
export const lastingDays = 7

/** How much a dataset holds, and the day (`YYYY-MM-DD`) that its data is about; null where it names none. */
type Measure = { rows: number; date: string | null }

export type WorseAnswer = {
  kind: WorseKind
  before: Measure
  came: Measure
  /** How many there should be by another count of the service's, where it was asked. */
  counted?: number | null
}

/**
 * What is stored of a dataset: a report's rows with the day that it is about, other rows with the day that
 * they were retrieved.
 */
export function storedMeasure(state: DatasetState | null): Measure {
  const date = state?.refreshDate ?? state?.succeededAt ?? null
  return { rows: state?.rows ?? 0, date: date === null ? null : date.slice(0, 10) }
}

/**
 * The error that sets an answer aside: thrown by a lane, it ends the dataset as failed, what is stored stays
 * as it is, and the run's balance says what was and what came.
 */
export function worseAnswerError(dataset: string, worse: WorseAnswer): AppError {
  const { kind, before, came, counted = null } = worse
  return new AppError('invalidAnswer', `The answer for ${dataset} was set aside: ${difference(worse)}`, {
    fix: 'What was there before stays. Sync again later; the next good answer is taken.',
    detail: {
      kind,
      rowsBefore: String(before.rows),
      dateBefore: before.date ?? '',
      rowsCame: String(came.rows),
      dateCame: came.date ?? '',
      ...(counted === null ? {} : { counted: String(counted) }),
    },
  })
}

/** Whether an answer was checked and set aside, so that what is staged of it must not be used again. */
export function isSetAside(error: unknown): boolean {
  return error instanceof AppError && error.code === 'invalidAnswer' && kindOf(error.detail) !== null
}

/**
 * The finding for the balance of a run whose answer for a dataset was no good; null when nothing was stored
 * that it could have harmed, or when the dataset ended for another reason.
 */
export function worseFinding(dataset: string, error: WireError, stored: Measure): BalanceFinding | null {
  if (error.code !== 'invalidAnswer' || stored.rows === 0) return null
  const { rowsBefore, dateBefore, rowsCame, dateCame, counted } = error.detail
  const kindFound = kindOf(error.detail)
  const worse: WorseAnswer = {
    kind: kindFound ?? 'unreadable',
    before: kindFound === null ? stored : { rows: Number(rowsBefore), date: dateBefore || null },
    came: { rows: Number(rowsCame ?? 0), date: dateCame || null },
    counted: counted === undefined ? null : Number(counted),
  }
  const kept = worse.before.date === null ? 'What was stored' : `The data of ${worse.before.date}`
  return {
    dataset,
    subject: 'rows received',
    expected: worse.before.rows,
    actual: worse.came.rows,
    verdict: 'flagged',
    explanation: `${upperFirst(difference(worse))} ${kept} stays until a good answer comes.`,
  }
}

function kindOf(detail: Record<string, string>): WorseKind | null {
  return worseKinds.find(kind => kind === detail['kind']) ?? null
}

/** Begins in lower case, so that it can follow a colon. */
function difference({ kind, before, came, counted }: WorseAnswer): string {
  const was = `there ${before.rows === 1 ? 'was' : 'were'} ${rowsOf(before)}${counted == null ? '' : `, Microsoft counts ${counted}`}`
  switch (kind) {
    case 'emptied':
      return `${was}, and none came${dated(came)}.`
    case 'shortened':
      return `${was}, and only ${came.rows} came${dated(came)}.`
    case 'older':
      return `${was}, and what came is older${dated(came)}.`
    case 'future':
      return `${was}, and what came is dated in the future${dated(came)}.`
    case 'nameless':
      return `${was}, and of the rows that came too many name nobody${dated(came)}.`
    case 'concealed':
      return `${was}, and what came conceals the names, which the other reports show${dated(came)}.`
    case 'unreadable':
      return `${was}, and what came could not be read${dated(came)}.`
  }
}

function rowsOf({ rows, date }: Measure): string {
  const amount = rows === 1 ? '1 row' : `${rows} rows`
  return date === null ? amount : `${amount} of ${date}`
}

function dated({ date }: Measure): string {
  return date === null ? '' : ` (dated ${date})`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
