import type { ReportFilter } from '../../electron/contract/reports.ts'

export const screens = ['overview', 'licenses', 'users', 'reports', 'sync'] as const
export type Screen = (typeof screens)[number]

export type Sort = { column: string; direction: 'asc' | 'desc' }

/** Where the person is, as kept in the address so that Back works: the screen and how its table is looked at. */
export type Route = {
  screen: Screen
  /** The report that the screen `reports` shows; null for the list of them, and on every other screen. */
  report: string | null
  search: string
  sort: Sort | null
  filters: readonly ReportFilter[]
  /** Values that the report takes besides filters, for instance `days`. */
  parameters: Readonly<Record<string, number>>
}

const operators = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'empty', 'present'] as const

/** A screen as it is first shown. */
export function plainRoute(screen: Screen): Route {
  return { screen, report: null, search: '', sort: null, filters: [], parameters: {} }
}

/**
 * Reads `#/users?search=…&sort=-license_count&filter=department|=|Sales` and `#/reports/inactive?days=60`; whatever does not
 * fit is left out.
 */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [name = '', report = ''] = path.split('/')
  const values = new URLSearchParams(query)
  const screen = screens.find(known => known === name) ?? 'overview'
  return {
    screen,
    report: screen === 'reports' && /^[a-z][a-z0-9-]*$/.test(report) ? report : null,
    search: values.get('search') ?? '',
    sort: parseSort(values.get('sort')),
    filters: values.getAll('filter').flatMap(parseFilter),
    parameters: Object.fromEntries([...values].flatMap(parseParameter)),
  }
}

export function formatRoute({ screen, report, search, sort, filters, parameters }: Route): string {
  const values = new URLSearchParams()
  if (search !== '') values.set('search', search)
  if (sort !== null) values.set('sort', `${sort.direction === 'desc' ? '-' : ''}${sort.column}`)
  for (const filter of filters) values.append('filter', formatFilter(filter))
  for (const [key, value] of Object.entries(parameters)) values.set(key, String(value))
  const query = values.toString()
  const path = report === null ? screen : `${screen}/${report}`
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

const reserved: readonly string[] = ['search', 'sort', 'filter']

function parseParameter([key, text]: readonly [string, string]): [string, number][] {
  return reserved.includes(key) || !/^[a-z]\w*$/.test(key) || !/^\d{1,9}$/.test(text)
    ? []
    : [[key, Number(text)]]
}

function parseSort(text: string | null): Sort | null {
  const match = /^(-?)(\w+)$/.exec(text ?? '')
  if (match === null) return null
  return { column: match[2] ?? '', direction: match[1] === '-' ? 'desc' : 'asc' }
}

function parseFilter(text: string): ReportFilter[] {
  const [column = '', sign = '', ...rest] = text.split('|')
  const operator = operators.find(known => known === sign)
  if (!/^\w+$/.test(column) || operator === undefined) return []
  if (operator === 'empty' || operator === 'present') return [{ column, operator, value: null }]
  return [{ column, operator, value: rest.join('|').slice(0, 512) }]
}

function formatFilter({ column, operator, value }: ReportFilter): string {
  return value === null ? `${column}|${operator}` : `${column}|${operator}|${value}`
}
