import type {
  Cell,
  ReportColumn,
  ReportDescription,
  ReportFilter,
  ReportRequest,
} from '../../contract/reports.ts'
import { AppError } from '../errors.ts'
import { operatorsOf, readFilterDays, readFilterValue } from './values.ts'

/**
 * A filter whose column is known and whose value fits the column: a number for numbers and flags, text
 * otherwise. Of `within` the value is a number of days.
 */
export type CheckedFilter = {
  column: ReportColumn
  operator: ReportFilter['operator']
  value: string | number | null
  /** Of `in` and `not-in`, where null stands for blank cells; empty for the others. */
  values: readonly (string | number | null)[]
}

export type CheckedRequest = {
  filters: readonly CheckedFilter[]
  search: string
  /** Only the rows with these values in the columns of the report's row key; null for all. */
  keys: readonly (readonly Cell[])[] | null
  sort: { column: ReportColumn; direction: 'asc' | 'desc' }
  /** Every parameter of the report, with its default where the request names none. */
  parameters: Readonly<Record<string, number>>
  offset: number
  limit: number
  lastDays: LastDays
}

/** The days, as `YYYY-MM-DD`, with which the last days of a column end: by its type. */
export type LastDays = { date: string; time: string }

/**
 * The request with its defaults, once everything it names is known to exist.
 *
 * @throws AppError `badRequest` that lists what there is to choose from.
 */
export function checkRequest(
  report: ReportDescription,
  request: ReportRequest,
  lastDays: LastDays,
): CheckedRequest {
  const { column, direction } = request.sort ?? report.defaultSort
  return {
    filters: request.filters.map(filter => checkFilter(report, filter)),
    search: request.search.trim(),
    keys: request.keys === null ? null : checkKeys(report, request.keys),
    sort: { column: findColumn(report, column), direction },
    parameters: checkParameters(report, request.parameters),
    offset: request.offset,
    limit: request.limit,
    lastDays,
  }
}

/** @throws AppError `badRequest` with the list of columns when there is no such column. */
export function findColumn(report: ReportDescription, key: string): ReportColumn {
  const found = report.columns.find(column => column.key === key)
  if (found !== undefined) return found
  throw new AppError('badRequest', `The report "${report.name}" has no column "${key.slice(0, 64)}".`, {
    fix: `Choose from: ${report.columns.map(column => column.key).join(', ')}.`,
  })
}

function checkFilter(report: ReportDescription, filter: ReportFilter): CheckedFilter {
  const column = findColumn(report, filter.column)
  const operators = operatorsOf(column.type)
  if (!operators.includes(filter.operator)) {
    throw new AppError('badRequest', `"${filter.operator}" does not work on the column "${column.key}".`, {
      fix: `Choose from: ${operators.join(', ')}.`,
    })
  }
  const { operator } = filter
  const values = [filter.value].flat()
  if (operator === 'in' || operator === 'not-in') {
    const read = values.map(value => (value === null ? null : readFilterValue(column, operator, value)))
    return { column, operator, value: null, values: read }
  }
  if (operator === 'empty' || operator === 'present') return { column, operator, value: null, values: [] }
  const [value = null, ...further] = values
  if (further.length > 0) {
    throw new AppError('badRequest', `"${operator}" compares the column "${column.key}" with one value.`, {
      fix: 'Use in or not-in for a list of values.',
    })
  }
  const read =
    operator === 'within' ? readFilterDays(column, value) : readFilterValue(column, operator, value)
  return { column, operator, value: read, values: [] }
}

function checkKeys(
  report: ReportDescription,
  keys: readonly (readonly Cell[])[],
): readonly (readonly Cell[])[] {
  if (keys.every(key => key.length === report.rowKey.length)) return keys
  throw new AppError('badRequest', `The rows of "${report.name}" are not known by such keys.`, {
    fix: `Give the values of ${report.rowKey.join(', ')} of each row.`,
  })
}

function checkParameters(
  report: ReportDescription,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  const known = report.parameters
  for (const key of Object.keys(given)) {
    if (known.some(parameter => parameter.key === key)) continue
    throw new AppError('badRequest', `The report "${report.name}" has no parameter "${key.slice(0, 64)}".`, {
      fix:
        known.length === 0
          ? 'Leave it out: this report has none.'
          : `Choose from: ${known.map(parameter => parameter.key).join(', ')}.`,
    })
  }
  return Object.fromEntries(known.map(parameter => [parameter.key, checkParameter(parameter, given)]))
}

function checkParameter(
  parameter: ReportDescription['parameters'][number],
  given: Readonly<Record<string, number>>,
): number {
  const value = given[parameter.key] ?? parameter.default
  if (Number.isInteger(value) && value >= parameter.min && value <= parameter.max) return value
  throw new AppError('badRequest', `"${parameter.key}" cannot be ${value}.`, {
    fix: `Give a whole number from ${parameter.min} to ${parameter.max}.`,
  })
}
