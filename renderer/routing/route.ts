import type { ReportFilter } from '../../electron/contract/reports.ts'
import type { SetupStepId } from '../../electron/contract/setup.ts'
import { setupStepIds } from '../../electron/contract/setup-names.ts'
import { screens } from '../i18n/en/screens.ts'

export type Screen = keyof typeof screens

/** The parts of the settings screen, in the order in which they are shown. */
export const settingsGroups = ['schedule', 'general', 'network', 'data', 'support', 'about'] as const
export type SettingsGroup = (typeof settingsGroups)[number]

export type Sort = { column: string; direction: 'asc' | 'desc' }

/**
 * A step of the wizard, and what is set up: a connector that there is, or a draft. Without either a new setup
 * begins.
 */
export type SetupPlace = { step: SetupStepId; connector: string | null; draft: string | null }

/**
 * Where the person is, as kept in the address so that Back works: the screen and how its table is looked at.
 */
export type Route = {
  screen: Screen
  /** The report that the screen `reports` shows; null for the list of them, and on every other screen. */
  report: string | null
  search: string
  sort: Sort | null
  filters: readonly ReportFilter[]
  /** Values that the report takes besides filters, for instance `days`. */
  parameters: Readonly<Record<string, number>>
  /** The wizard's step on the screen `setup`; null for the list of connectors, and on every other screen. */
  setup: SetupPlace | null
  /** The part of the screen `settings`; null for the first one, and on every other screen. */
  group: SettingsGroup | null
  /**
   * The connector to show, where the address asks for one (a notification does); the window takes it out once
   * it is shown.
   */
  connector: string | null
}

const operators = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'empty', 'present'] as const

/** A screen as it is first shown. */
export function plainRoute(screen: Screen): Route {
  return {
    screen,
    report: null,
    search: '',
    sort: null,
    filters: [],
    parameters: {},
    setup: null,
    group: null,
    connector: null,
  }
}

export function settingsRoute(group: SettingsGroup): Route {
  return { ...plainRoute('settings'), group }
}

export function setupRoute(setup: SetupPlace): Route {
  return { ...plainRoute('setup'), setup }
}

/**
 * A new setup. Its draft is named in the address, so that going Back and Forward stays within the same setup.
 */
export function newSetupRoute(): Route {
  return setupRoute({ step: 'before', connector: null, draft: crypto.randomUUID() })
}

/**
 * Reads `#/users?search=…&sort=-license_count&filter=department|=|Sales` and `#/reports/inactive?days=60`;
 * whatever does not fit is left out.
 */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [name = '', report = ''] = path.split('/')
  const values = new URLSearchParams(query)
  const screen = isScreen(name) ? name : 'overview'
  return {
    screen,
    report: screen === 'reports' && /^[a-z][a-z0-9-]*$/.test(report) ? report : null,
    search: values.get('search') ?? '',
    sort: parseSort(values.get('sort')),
    filters: values.getAll('filter').flatMap(parseFilter),
    parameters: Object.fromEntries([...values].flatMap(parseParameter)),
    setup: screen === 'setup' ? parseSetup(report, values) : null,
    group: screen === 'settings' ? (settingsGroups.find(known => known === report) ?? null) : null,
    connector: screen === 'setup' ? null : idIn(values, 'connector'),
  }
}

export function formatRoute(route: Route): string {
  const { screen, report, search, sort, filters, parameters, setup, group, connector } = route
  const values = new URLSearchParams()
  if (search !== '') values.set('search', search)
  if (sort !== null) values.set('sort', `${sort.direction === 'desc' ? '-' : ''}${sort.column}`)
  for (const filter of filters) values.append('filter', formatFilter(filter))
  for (const [key, value] of Object.entries(parameters)) values.set(key, String(value))
  if (connector !== null) values.set('connector', connector)
  for (const subject of setupSubjects) {
    const id = setup?.[subject] ?? null
    if (id !== null) values.set(subject, id)
  }
  const query = values.toString()
  const below = setup?.step ?? group ?? report
  const path = below === null ? screen : `${screen}/${below}`
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

export function isScreen(name: string): name is Screen {
  return Object.hasOwn(screens, name)
}

const setupSubjects = ['connector', 'draft'] as const

function parseSetup(name: string, values: URLSearchParams): SetupPlace | null {
  const step = setupStepIds.find(known => known === name)
  if (step === undefined) return null
  return { step, connector: idIn(values, 'connector'), draft: idIn(values, 'draft') }
}

function idIn(values: URLSearchParams, name: (typeof setupSubjects)[number]): string | null {
  const id = values.get(name) ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null
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
