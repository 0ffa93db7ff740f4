import type { ReportDescription, ReportFilter } from '../../../../electron/contract/reports.ts'
import type { View } from '../../../routing/view.ts'
import { type FilterKind, filterKind, valuesOf } from '../filter/choices.ts'

/** A part of the address that does not fit the report, as far as it has to be said. */
export type ViewProblem =
  | { kind: 'unread'; text: string }
  | { kind: 'column'; column: string }
  | { kind: 'value'; column: string; value: string }
  | { kind: 'parameter'; label: string; value: number | string; min: number; max: number; used: number }
  | { kind: 'unknown'; key: string }

/**
 * The part of a view that the report can answer, and what was left out of it and why.
 *
 * @param owned names of values in the address that the screen itself reads
 */
export function checkView(
  report: ReportDescription,
  view: View,
  owned: readonly string[],
): { view: View; problems: ViewProblem[] } {
  const filters = view.filters.map(filter => ({ filter, problem: filterProblem(report, filter) }))
  const parameters = Object.entries({ ...view.parameters, ...view.text }).map(([key, value]) => ({
    key,
    value,
    problem: parameterProblem(report, key, value, owned),
  }))
  const hasSort = view.sort === null || hasColumn(report, view.sort.column)
  return {
    view: {
      ...view,
      text: Object.fromEntries(Object.entries(view.text).filter(([key]) => owned.includes(key))),
      sort: hasSort ? view.sort : null,
      filters: filters.flatMap(({ filter, problem }) => (problem === null ? filter : [])),
      parameters: Object.fromEntries(
        parameters.flatMap(({ key, value, problem }) =>
          problem === null && typeof value === 'number' ? [[key, value]] : [],
        ),
      ),
    },
    problems: [
      ...view.unread.map((text): ViewProblem => ({ kind: 'unread', text })),
      ...(hasSort ? [] : [{ kind: 'column' as const, column: view.sort?.column ?? '' }]),
      ...filters.flatMap(({ problem }) => problem ?? []),
      ...parameters.flatMap(({ problem }) => problem ?? []),
    ],
  }
}

function hasColumn(report: ReportDescription, key: string): boolean {
  return report.columns.some(column => column.key === key)
}

function filterProblem(report: ReportDescription, filter: ReportFilter): ViewProblem | null {
  const column = report.columns.find(({ key }) => key === filter.column)
  if (column === undefined) return { kind: 'column', column: filter.column }
  const values = valuesOf(filter)
  const wrong = values.find(value => !fits(filter.operator, filterKind(column), value))
  if (wrong === undefined) return null
  const said = `${filter.operator} ${wrong ?? ''}`.trim()
  return { kind: 'value', column: column.label, value: said }
}

const dayPattern = /^\d{4}-\d{2}-\d{2}/
const ranked: readonly string[] = ['<', '<=', '>', '>=']

/** Whether a column of a kind can be compared with a value in that way. */
function fits(operator: ReportFilter['operator'], kind: FilterKind, value: string | number | null): boolean {
  if (operator === 'within') return kind === 'date' && Number(value) >= 1
  if (operator === 'contains' || operator === 'not-contains') return kind === 'text' || kind === 'date'
  if (value === null) return operator === 'in' || operator === 'not-in'
  if (kind === 'flag') return !ranked.includes(operator) && /^(0|1|yes|no|true|false)$/i.test(String(value))
  if (kind === 'number') return String(value).trim() !== '' && Number.isFinite(Number(value))
  return kind === 'text' || (dayPattern.test(String(value)) && !Number.isNaN(Date.parse(String(value))))
}

function parameterProblem(
  report: ReportDescription,
  key: string,
  value: number | string,
  owned: readonly string[],
): ViewProblem | null {
  const known = report.parameters.find(parameter => parameter.key === key)
  if (known === undefined) return owned.includes(key) ? null : { kind: 'unknown', key }
  const { label, min, max, default: used } = known
  return typeof value === 'number' && value >= min && value <= max
    ? null
    : { kind: 'parameter', label, value, min, max, used }
}
