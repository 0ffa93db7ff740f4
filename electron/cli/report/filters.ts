import type {
  filterOperators,
  ReportDescription,
  ReportFilter,
  ReportRequest,
} from '../../contract/reports.ts'
import { failure } from '../failure.ts'

type Operator = (typeof filterOperators)[number]
type Condition = { name: string; operator: Operator; value: string }

const withSign = /^\s*([A-Za-z]\w*)\s*(!=|!~|<=|>=|==|=|<|>|~)\s*(.*?)\s*$/s
const withWord = /^\s*([A-Za-z]\w*)\s+(contains|not\s+contains|in|not\s+in)\s+(.*?)\s*$/is
const withinDays = /^\s*([A-Za-z]\w*)\s+within\s+(\d+)(?:\s+days?)?\s*$/i
const aboutPresence = /^\s*([A-Za-z]\w*)\s+(?:is\s+)?(empty|present|not\s+empty)\s*$/i

/** What `--where` gives: filters on columns, and values for the report's own parameters (`days=60`). */
export type Conditions = Pick<ReportRequest, 'filters' | 'parameters'>

/**
 * Understands `column=value`, `!=`, `<`, `<=`, `>`, `>=`, `column~part` (or `column contains part`),
 * `column!~part` (or `column not contains part`), `column in one, "another, too"`, `column not in …`,
 * `column within 30 days`, `column is empty` and `column is present`. Throws `badRequest` for anything
 * else, and for a parameter whose value does not fit.
 */
export function parseConditions(texts: readonly string[], report: ReportDescription): Conditions {
  const filters: ReportFilter[] = []
  const parameters: Record<string, number> = {}
  for (const text of texts) {
    const condition = parseCondition(text)
    const parameter = report.parameters.find(({ key }) => key === condition.name.toLowerCase())
    if (parameter === undefined) filters.push(toFilter(condition))
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
  const within = withinDays.exec(text)
  if (within !== null) return { name: within[1] ?? '', operator: 'within', value: within[2] ?? '' }
  const match = withWord.exec(text) ?? withSign.exec(text)
  if (match === null) {
    throw failure(
      'badRequest',
      `The condition "${text}" cannot be understood.`,
      'Write column=value; instead of = also !=, <, <=, >, >=, ~ (contains), !~ (does not contain), "in A, B", "not in A, B", "within 30 days", "is empty" and "is present".',
    )
  }
  const [, name = '', sign = '', value = ''] = match
  const operator = operatorOf(sign.toLowerCase().replace(/\s+/, ' '))
  return { name, operator, value: operator === 'in' || operator === 'not-in' ? value : unquoted(value) }
}

const operators: Readonly<Record<string, Operator>> = {
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '~': 'contains',
  contains: 'contains',
  '!~': 'not-contains',
  'not contains': 'not-contains',
  in: 'in',
  'not in': 'not-in',
}

function operatorOf(sign: string): Operator {
  return operators[sign] ?? '='
}

/**
 * The values of a list: what commas divide, outside of quotes; a value without anything stands for blank
 * cells.
 */
function listOf(text: string): (string | null)[] {
  const values = text.match(/(?:"[^"]*"|'[^']*'|[^,])+|(?<=,|^)(?=,|$)/g) ?? []
  return values.map(value => unquoted(value.trim()) || null)
}

function unquoted(value: string): string {
  const match = /^(["'])(.*)\1$/s.exec(value)
  return match?.[2] ?? value
}

/** The engine knows what a column can be compared with and reads the value accordingly. */
function toFilter({ name, operator, value }: Condition): ReportFilter {
  const column = name.toLowerCase()
  if (operator === 'empty' || operator === 'present') return { column, operator, value: null }
  if (operator === 'in' || operator === 'not-in') return { column, operator, value: listOf(value) }
  if (value === '' && operator === '=') return { column, operator: 'empty', value: null }
  if (value === '' && operator === '!=') return { column, operator: 'present', value: null }
  return { column, operator, value }
}

function toParameter(
  { operator, value }: Condition,
  parameter: ReportDescription['parameters'][number],
): number {
  const { key, min, max } = parameter
  const number = Number(value)
  if (operator === '=' && value !== '' && number >= min && number <= max) return number
  throw failure(
    'badRequest',
    `The value of ${key} does not fit.`,
    `Write ${key}=N with a number from ${min} to ${max}.`,
  )
}

/** Understands `column`, `-column`, `column:asc` and `column:desc`. */
export function parseSort(text: string): ReportRequest['sort'] {
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
  return { column: name.toLowerCase(), direction: descending ? 'desc' : 'asc' }
}
