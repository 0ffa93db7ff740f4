import type { ReportColumn, ReportDescription, ReportFilter, ReportRequest } from '../../contract/reports.ts'
import { AppError } from '../errors.ts'
import { operatorsOf, readFilterValue } from './values.ts'

/** A filter whose column is known and whose value fits the column: a number for numbers and flags, text otherwise. */
export type CheckedFilter = {
  column: ReportColumn
  operator: ReportFilter['operator']
  value: string | number | null
}

export type CheckedRequest = {
  filters: readonly CheckedFilter[]
  search: string
  sort: { column: ReportColumn; direction: 'asc' | 'desc' }
  /** Every parameter of the report, with its default where the request names none. */
  parameters: Readonly<Record<string, number>>
  offset: number
  limit: number
}

/**
 * The request with its defaults, once everything it names is known to exist.
 *
 * @throws AppError `badRequest` that lists what there is to choose from.
 */
export function checkRequest(report: ReportDescription, request: ReportRequest): CheckedRequest {
  const { column, direction } = request.sort ?? report.defaultSort
  return {
    filters: request.filters.map(filter => checkFilter(report, filter)),
    search: request.search.trim(),
    sort: { column: findColumn(report, column), direction },
    parameters: checkParameters(report, request.parameters),
    offset: request.offset,
    limit: request.limit,
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
  if (filter.operator === 'empty' || filter.operator === 'present') {
    return { column, operator: filter.operator, value: null }
  }
  return { column, operator: filter.operator, value: readFilterValue(column, filter.operator, filter.value) }
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
