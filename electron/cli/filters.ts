import type { filterOperators, ReportDescription, ReportFilter, ReportRequest } from '../contract/reports.ts'
import { failure } from './failure.ts'

type Operator = (typeof filterOperators)[number]
type Column = ReportDescription['columns'][number]
type Condition = { name: string; operator: Operator; value: string }

const withSign = /^\s*([A-Za-z]\w*)\s*(!=|<=|>=|==|=|<|>|~)\s*(.*?)\s*$/s
const withWord = /^\s*([A-Za-z]\w*)\s+(contains)\s+(.*?)\s*$/is
const aboutPresence = /^\s*([A-Za-z]\w*)\s+(?:is\s+)?(empty|present|not\s+empty)\s*$/i

/** What `--where` gives: filters on columns, and values for the report's own parameters (`days=60`). */
export type Conditions = Pick<ReportRequest, 'filters' | 'parameters'>

/**
 * Understands `column=value`, `!=`, `<`, `<=`, `>`, `>=`, `column~part` (or `column contains part`), `column is empty` and
 * `column is present`. Throws `badRequest` naming what the report has.
 */
export function parseConditions(texts: readonly string[], report: ReportDescription): Conditions {
  const filters: ReportFilter[] = []
  const parameters: Record<string, number> = {}
  for (const text of texts) {
    const condition = parseCondition(text)
    const parameter = report.parameters.find(({ key }) => key === condition.name.toLowerCase())
    if (parameter === undefined) filters.push(toFilter(condition, findColumn(report, condition.name)))
    else parameters[parameter.key] = toParameter(condition, parameter)
  }
  return { filters, parameters }
}

function parseCondition(text: string): Condition {
  const presence = aboutPresence.exec(text)
  if (presence !== null) {
    const [, name = '', word = ''] = presence
    return { name, operator: word.toLowerCase() === 'empty' ? 'empty' : 'present', value: '' }
  }
  const match = withWord.exec(text) ?? withSign.exec(text)
  if (match === null) {
    throw failure(
      'badRequest',
      `The condition "${text}" cannot be understood.`,
      'Write column=value; instead of = also !=, <, <=, >, >=, ~ (contains), "is empty" and "is present".',
    )
  }
  const [, name = '', sign = '', value = ''] = match
  return { name, operator: operatorOf(sign.toLowerCase()), value: unquoted(value) }
}

function operatorOf(sign: string): Operator {
  if (sign === '~' || sign === 'contains') return 'contains'
  const operators: Record<string, Operator> = { '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }
  return operators[sign] ?? '='
}

function unquoted(value: string): string {
  const match = /^(["'])(.*)\1$/s.exec(value)
  return match?.[2] ?? value
}

export function findColumn(report: ReportDescription, name: string): Column {
  const key = name.toLowerCase()
  const column = report.columns.find(column => column.key.toLowerCase() === key)
  if (column !== undefined) return column
  throw failure(
    'badRequest',
    `The report "${report.name}" has no column "${name}".`,
    `It has: ${report.columns.map(({ key }) => key).join(', ')}.`,
  )
}

function toFilter({ operator, value }: Condition, column: Column): ReportFilter {
  if (operator === 'empty' || operator === 'present') return { column: column.key, operator, value: null }
  if (value === '' && operator === '=') return { column: column.key, operator: 'empty', value: null }
  if (value === '' && operator === '!=') return { column: column.key, operator: 'present', value: null }
  return { column: column.key, operator, value: operator === 'contains' ? value : toValue(value, column) }
}

function toValue(value: string, column: Column): string | number {
  switch (column.type) {
    case 'flag':
      return toFlag(value, column)
    case 'integer':
    case 'number':
    case 'money':
    case 'percent':
      return toNumber(value, column.key)
    default:
      return value
  }
}

function toFlag(value: string, column: Column): number {
  if (/^(1|yes|true)$/i.test(value)) return 1
  if (/^(0|no|false)$/i.test(value)) return 0
  throw failure(
    'badRequest',
    `"${value}" is neither yes nor no.`,
    `Write ${column.key}=yes or ${column.key}=no.`,
  )
}

function toNumber(value: string, name: string): number {
  const number = Number(value)
  if (value !== '' && Number.isFinite(number)) return number
  throw failure(
    'badRequest',
    `"${value}" is not a number.`,
    `Compare ${name} with a number, for instance ${name}>10.`,
  )
}

function toParameter(
  { operator, value }: Condition,
  parameter: ReportDescription['parameters'][number],
): number {
  const { key, min, max } = parameter
  const number = toNumber(value, key)
  if (operator === '=' && number >= min && number <= max) return number
  throw failure(
    'badRequest',
    `The value of ${key} does not fit.`,
    `Write ${key}=N with a number from ${min} to ${max}.`,
  )
}

/** Understands `column`, `-column`, `column:asc` and `column:desc`. */
export function parseSort(text: string, report: ReportDescription): ReportRequest['sort'] {
  const match = /^(-?)(\w+)(?::(asc|desc))?$/i.exec(text.trim())
  if (match === null) {
    throw failure(
      'badRequest',
      `The order "${text}" cannot be understood.`,
      'Write --sort column or --sort column:desc.',
    )
  }
  const [, minus = '', name = '', word = ''] = match
  const descending = minus === '-' || word.toLowerCase() === 'desc'
  return { column: findColumn(report, name).key, direction: descending ? 'desc' : 'asc' }
}
