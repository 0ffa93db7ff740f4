import { filterOperators, type ReportColumn, type ReportFilter } from '../../contract/reports.ts'
import { AppError } from '../errors.ts'

type Operator = ReportFilter['operator']
type Reading = { accepts: (text: string) => string | number | null; expects: string }

const datePattern = /^\d{4}-\d{2}-\d{2}$/
const timePattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z?)?$/
const flagWords: Readonly<Record<string, number>> = { '1': 1, true: 1, yes: 1, '0': 0, false: 0, no: 0 }

const numeric: Reading = {
  accepts: text => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null),
  expects: 'a number',
}
const readings: Readonly<Record<ReportColumn['type'], Reading>> = {
  text: { accepts: text => text, expects: 'a text' },
  integer: numeric,
  number: numeric,
  money: numeric,
  percent: numeric,
  bytes: numeric,
  milliseconds: numeric,
  days: numeric,
  flag: { accepts: text => flagWords[text.trim().toLowerCase()] ?? null, expects: 'yes or no' },
  date: {
    accepts: text => (datePattern.test(text) && isRealTime(text) ? text : null),
    expects: 'a date such as 2026-11-21',
  },
  time: {
    accepts: text => (timePattern.test(text) && isRealTime(text) ? text : null),
    expects: 'a date such as 2026-11-21 or a time such as 2026-11-21T08:30:00Z',
  },
}

const ofFlags: readonly Operator[] = ['=', '!=', 'empty', 'present', 'in', 'not-in']
const ofTexts: readonly Operator[] = filterOperators.filter(operator => operator !== 'within')
const ofNumbers: readonly Operator[] = ofTexts.filter(
  operator => operator !== 'contains' && operator !== 'not-contains',
)

/**
 * What can be asked of a column: parts are looked for in texts and dates only, flags are not greater or
 * smaller, and only dates and times lie within the last days.
 */
export function operatorsOf(type: ReportColumn['type']): readonly Operator[] {
  if (type === 'date' || type === 'time') return filterOperators
  if (type === 'text') return ofTexts
  return type === 'flag' ? ofFlags : ofNumbers
}

/**
 * The value as the column's type compares it.
 *
 * @throws AppError `badRequest` when the column cannot hold such a value.
 */
export function readFilterValue(
  column: ReportColumn,
  operator: Operator,
  value: string | number | null,
): string | number {
  const isPart = operator === 'contains' || operator === 'not-contains'
  const reading = isPart ? readings.text : readings[column.type]
  const read = value === null ? null : reading.accepts(String(value))
  if (read !== null) return read
  const given = value === null ? 'nothing' : `"${String(value).slice(0, 64)}"`
  throw new AppError('badRequest', `The column "${column.key}" cannot be compared with ${given}.`, {
    fix: `Give ${reading.expects}, or ask whether the column is empty or present.`,
  })
}

const maxDays = 36_500

/**
 * The number of days that a filter looks back.
 *
 * @throws AppError `badRequest` when it is none.
 */
export function readFilterDays(column: ReportColumn, value: string | number | null): number {
  const days = value === null || value === '' ? Number.NaN : Number(value)
  if (Number.isInteger(days) && days >= 1 && days <= maxDays) return days
  throw new AppError('badRequest', `The column "${column.key}" can be within a number of days only.`, {
    fix: `Give a whole number from 1 to ${maxDays}.`,
  })
}

/** JavaScript takes the 30th of February for the 2nd of March, so the day has to come back as it went in. */
function isRealTime(text: string): boolean {
  const day = text.slice(0, 10)
  const parsed = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day) return false
  return text.length === 10 || !Number.isNaN(new Date(text.endsWith('Z') ? text : `${text}Z`).getTime())
}
