import { megabyte } from '../../../../electron/contract/format-bytes.ts'
import type { ReportColumn, ReportFilter } from '../../../../electron/contract/reports.ts'

type Operator = ReportFilter['operator']

/** By which words a column is filtered: of texts, of numbers, of days, of yes and no. */
export type FilterKind = 'text' | 'number' | 'date' | 'flag'

/** What a person chooses between a column and a value. */
export type Choice =
  | 'is'
  | 'isNot'
  | 'contains'
  | 'notContains'
  | 'before'
  | 'after'
  | 'within'
  | 'more'
  | 'atLeast'
  | 'less'
  | 'atMost'
  | 'empty'
  | 'present'

/** How the value of a choice is entered; `none` where it has none. */
export type ValueControl = 'list' | 'text' | 'number' | 'day' | 'days' | 'none'

export function filterKind({ type }: Pick<ReportColumn, 'type'>): FilterKind {
  if (type === 'text' || type === 'flag') return type
  return type === 'date' || type === 'time' ? 'date' : 'number'
}

const choices: Readonly<Record<FilterKind, readonly Choice[]>> = {
  text: ['is', 'isNot', 'contains', 'notContains', 'empty', 'present'],
  number: ['more', 'atLeast', 'less', 'atMost', 'is', 'isNot', 'empty', 'present'],
  date: ['within', 'before', 'after', 'is', 'empty', 'present'],
  flag: ['is', 'empty', 'present'],
}

export function choicesOf(column: Pick<ReportColumn, 'type'>): readonly Choice[] {
  return choices[filterKind(column)]
}

export function controlOf(choice: Choice, kind: FilterKind): ValueControl {
  if (choice === 'empty' || choice === 'present') return 'none'
  if (choice === 'within') return 'days'
  if (choice === 'before' || choice === 'after') return 'day'
  if (choice === 'contains' || choice === 'notContains') return 'text'
  if (choice === 'is' || choice === 'isNot') return kind === 'date' ? 'day' : 'list'
  return 'number'
}

const operatorOf: Readonly<Record<Choice, Operator>> = {
  is: 'in',
  isNot: 'not-in',
  contains: 'contains',
  notContains: 'not-contains',
  before: '<',
  after: '>',
  within: 'within',
  more: '>',
  atLeast: '>=',
  less: '<',
  atMost: '<=',
  empty: 'empty',
  present: 'present',
}

/** The choice behind a filter, for instance of an address. */
export function choiceOf({ operator }: ReportFilter, kind: FilterKind): Choice {
  const ofDates: Partial<Record<Operator, Choice>> = { '<': 'before', '>': 'after' }
  const others: Readonly<Record<Operator, Choice>> = {
    '=': 'is',
    in: 'is',
    '!=': 'isNot',
    'not-in': 'isNot',
    contains: 'contains',
    'not-contains': 'notContains',
    '<': 'less',
    '<=': 'atMost',
    '>': 'more',
    '>=': 'atLeast',
    within: 'within',
    empty: 'empty',
    present: 'present',
  }
  return (kind === 'date' ? ofDates[operator] : undefined) ?? others[operator]
}

type ListValue = string | number | null

/**
 * The filter of a choice; null while its value is missing.
 *
 * @param values what was picked or entered, as the contract writes it
 */
export function filterOf(column: string, choice: Choice, values: readonly ListValue[]): ReportFilter | null {
  if (choice === 'empty' || choice === 'present') return { column, operator: choice, value: null }
  const [first] = values
  if (first === undefined) return null
  if (choice !== 'is' && choice !== 'isNot') {
    return first === null || first === '' ? null : { column, operator: operatorOf[choice], value: first }
  }
  if (values.length === 1 && first !== null) {
    return { column, operator: choice === 'is' ? '=' : '!=', value: first }
  }
  return { column, operator: operatorOf[choice], value: [...values] }
}

/** The values of a filter as a list. */
export function valuesOf({ value, operator }: ReportFilter): ListValue[] {
  if (operator === 'empty' || operator === 'present') return []
  return Array.isArray(value) ? value : [value]
}

/** What a number is entered in, beside the unit of the column: megabytes, seconds. */
export function factorOf({ type }: Pick<ReportColumn, 'type'>): number {
  if (type === 'bytes') return megabyte
  return type === 'milliseconds' ? 1000 : 1
}
