import type { ReportFilter } from '../../electron/contract/reports.ts'

export type Sort = { column: string; direction: 'asc' | 'desc' }

/** How a table is looked at: what the address keeps, so that Back works. */
export type View = {
  search: string
  sort: Sort | null
  filters: readonly ReportFilter[]
  /** Values that the report takes besides filters, for instance `days`. */
  parameters: Readonly<Record<string, number>>
  /** Values of the screen that are no numbers, for instance `by=country` or `from=2026-11-01`. */
  text: Readonly<Record<string, string>>
  /** The row whose side panel is open, by its key; null while none is. */
  open: string | null
  /** Parts of the address that could not be read, as they were written. They are said and then left out. */
  unread: readonly string[]
}

/** The part of a view that is the same for every table. */
type TableView = Omit<View, 'parameters' | 'text'>

/** What the address keeps of a table besides the values that a report or a screen names itself. */
export const viewKeys: readonly string[] = ['search', 'sort', 'filter', 'open']

/** A table as it is first shown. */
export const plainView: View = {
  search: '',
  sort: null,
  filters: [],
  parameters: {},
  text: {},
  open: null,
  unread: [],
}

const maxValueLength = 512
const maxUnreadLength = 80
const maxValues = 200
const operators: readonly ReportFilter['operator'][] = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'empty',
  'present',
  'not-contains',
  'in',
  'not-in',
  'within',
]

/**
 * Reads `search=…&sort=-license_count&filter=department|=|Sales&open=…`. What does not fit is returned in
 * `unread`, so that it can be said.
 */
export function parseView(values: URLSearchParams): TableView {
  const sortText = values.get('sort')
  const sort = parseSort(sortText)
  const filters = values.getAll('filter').map(text => ({ text, filter: parseFilter(text) }))
  return {
    search: values.get('search') ?? '',
    sort,
    filters: filters.flatMap(({ filter }) => filter ?? []),
    open: values.get('open'),
    unread: [
      ...(sortText !== null && sort === null ? [`sort=${sortText}`] : []),
      ...filters.flatMap(({ text, filter }) => (filter === null ? [`filter=${text}`] : [])),
    ].map(text => text.slice(0, maxUnreadLength)),
  }
}

/** Writes what `parseView` reads; the order of the parts is always the same. */
export function formatView({ search, sort, filters, open }: TableView): [string, string][] {
  return [
    ...(search === '' ? [] : [['search', search] as [string, string]]),
    ...(sort === null ? [] : [['sort', formatSort(sort)] as [string, string]]),
    ...filters.map((filter): [string, string] => ['filter', formatFilter(filter)]),
    ...(open === null ? [] : [['open', open] as [string, string]]),
  ]
}

function parseSort(text: string | null): Sort | null {
  const match = /^(-?)(\w+)$/.exec(text ?? '')
  if (match === null) return null
  return { column: match[2] ?? '', direction: match[1] === '-' ? 'desc' : 'asc' }
}

const formatSort = ({ column, direction }: Sort) => `${direction === 'desc' ? '-' : ''}${column}`

function parseFilter(text: string): ReportFilter | null {
  const [column = '', sign = '', ...rest] = text.split('|')
  const operator = operators.find(known => known === sign)
  if (!/^\w+$/.test(column) || operator === undefined) return null
  if (operator === 'empty' || operator === 'present') return { column, operator, value: null }
  if (operator === 'in' || operator === 'not-in') {
    // A blank value is written as nothing.
    const values = readList(rest.join('|')).map(value =>
      value === '' ? null : value.slice(0, maxValueLength),
    )
    return { column, operator, value: values.slice(0, maxValues) }
  }
  if (operator === 'within') {
    const days = rest.join('|')
    return /^\d{1,4}$/.test(days) ? { column, operator, value: Number(days) } : null
  }
  return { column, operator, value: rest.join('|').slice(0, maxValueLength) }
}

function formatFilter({ column, operator, value }: ReportFilter): string {
  if (Array.isArray(value)) {
    return `${column}|${operator}|${writeList(value.map(one => (one === null ? '' : String(one))))}`
  }
  return value === null ? `${column}|${operator}` : `${column}|${operator}|${value}`
}

/** Several values as one part of the address; `|` stands between them and is written `%7C` within one. */
export function writeList(values: readonly string[]): string {
  return values.map(value => value.replaceAll('%', '%25').replaceAll('|', '%7C')).join('|')
}

/** The inverse of `writeList`. */
export function readList(text: string): string[] {
  return text.split('|').map(value => value.replaceAll('%7C', '|').replaceAll('%25', '%'))
}
