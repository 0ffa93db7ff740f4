import type { ReportFilter } from '../../electron/contract/reports.ts'

export const screens = ['overview', 'licenses', 'users', 'sync'] as const
export type Screen = (typeof screens)[number]

export type Sort = { column: string; direction: 'asc' | 'desc' }

/** Where the person is, as kept in the address so that Back works: the screen and how its table is looked at. */
export type Route = {
  screen: Screen
  search: string
  sort: Sort | null
  filters: readonly ReportFilter[]
}

const operators = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'empty', 'present'] as const

/** A screen as it is first shown. */
export function plainRoute(screen: Screen): Route {
  return { screen, search: '', sort: null, filters: [] }
}

/** Reads `#/users?search=…&sort=-license_count&filter=department|=|Sales`; whatever does not fit is left out. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const values = new URLSearchParams(query)
  return {
    screen: screens.find(screen => screen === path) ?? 'overview',
    search: values.get('search') ?? '',
    sort: parseSort(values.get('sort')),
    filters: values.getAll('filter').flatMap(parseFilter),
  }
}

export function formatRoute({ screen, search, sort, filters }: Route): string {
  const values = new URLSearchParams()
  if (search !== '') values.set('search', search)
  if (sort !== null) values.set('sort', `${sort.direction === 'desc' ? '-' : ''}${sort.column}`)
  for (const filter of filters) values.append('filter', formatFilter(filter))
  const query = values.toString()
  return `#/${screen}${query === '' ? '' : `?${query}`}`
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
