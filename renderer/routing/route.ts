import { setupStepIds } from '../../electron/contract/setup/names.ts'
import type { SetupStepId } from '../../electron/contract/setup/setup.ts'
import { isScreen, type Place, pathRules, readPath, type Screen, settingsGroups, writePath } from './paths.ts'
import { formatView, parseView, plainView, type View, viewKeys } from './view.ts'

export type { Screen } from './paths.ts'
export { isScreen, settingsGroups } from './paths.ts'

export type SettingsGroup = (typeof settingsGroups)[number]

/**
 * A step of the wizard, and what is set up: a connector that there is, or a draft. Without either a new setup
 * begins.
 */
export type SetupPlace = { step: SetupStepId; connector: string | null; draft: string | null }

/**
 * Where the person is, as kept in the address so that Back works: the screen and how its table is looked at.
 */
export type Route = View & {
  screen: Screen
  /** A path that no screen has: the window says so, and `screen` is only where the way back leads. */
  unknown: string | null
  /** What the screen's page is about: the id of a user or of a product, the name of an app. */
  item: string | null
  /** The part of the page, where it has several. */
  tab: string | null
  /** The report that the screen `reports` shows; null for the list of them, and on every other screen. */
  report: string | null
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

/** A screen as it is first shown. */
export function plainRoute(screen: Screen): Route {
  return {
    ...plainView,
    screen,
    unknown: null,
    item: null,
    tab: null,
    report: null,
    setup: null,
    group: null,
    connector: null,
  }
}

/** The page of a user, a product or an app, by its id. */
export function itemRoute(screen: Screen, item: string, tab: string | null = null): Route {
  return { ...plainRoute(screen), item, tab }
}

export function settingsRoute(group: SettingsGroup): Route {
  return { ...plainRoute('settings'), group }
}

export function setupRoute(setup: SetupPlace): Route {
  return { ...plainRoute('setup'), setup }
}

/** The list of tenants, with the dialog open that exchanges the credential of one. */
export function rotateRoute(connector: string): Route {
  return { ...plainRoute('tenants'), text: { rotate: connector } }
}

/**
 * A new setup. Its draft is named in the address, so that going Back and Forward stays within the same setup.
 */
export function newSetupRoute(): Route {
  return setupRoute({ step: 'before', connector: null, draft: crypto.randomUUID() })
}

/**
 * Reads `#/users?search=…&sort=-license_count&filter=department|=|Sales`, `#/reports/inactive?days=60` and
 * `#/licenses/<id>/users`. A path that no screen has is kept as `unknown`, and what makes no sense of the
 * table as `unread`.
 */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const place = readPath(path === '' ? 'overview' : path, pathRules, isScreen)
  if (place === null) return { ...plainRoute('overview'), unknown: path }
  // The list of tenants was a part of Setup.
  if (place.screen === 'setup' && place.tab === null) return plainRoute('tenants')
  const values = new URLSearchParams(query)
  return {
    ...plainRoute(place.screen),
    ...below(place, values),
    ...parseView(values),
    parameters: Object.fromEntries([...values].flatMap(parseParameter)),
    text: place.screen === 'setup' ? {} : Object.fromEntries([...values].flatMap(parseText)),
    connector: place.screen === 'setup' ? null : idIn(values, 'connector'),
  }
}

/** What stands below the screen's name, as the screens know it. */
function below({ screen, item, tab }: Place, values: URLSearchParams): Partial<Route> {
  if (screen === 'reports') return { report: item }
  if (screen === 'settings') return { group: settingsGroups.find(known => known === tab) ?? null }
  return screen === 'setup' ? { setup: parseSetup(tab, values) } : { item, tab }
}

export function formatRoute(route: Route): string {
  const { screen, unknown, report, parameters, text, setup, group, connector } = route
  if (unknown !== null) return `#/${unknown}`
  const values = new URLSearchParams(formatView(route))
  for (const [key, value] of Object.entries({ ...parameters, ...text })) values.set(key, String(value))
  if (connector !== null) values.set('connector', connector)
  for (const subject of setupSubjects) {
    const id = setup?.[subject] ?? null
    if (id !== null) values.set(subject, id)
  }
  const query = values.toString()
  const path = writePath({ screen, item: report ?? route.item, tab: setup?.step ?? group ?? route.tab })
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

const setupSubjects = ['connector', 'draft'] as const

function parseSetup(name: string | null, values: URLSearchParams): SetupPlace | null {
  const step = setupStepIds.find(known => known === name)
  if (step === undefined) return null
  return { step, connector: idIn(values, 'connector'), draft: idIn(values, 'draft') }
}

function idIn(values: URLSearchParams, name: (typeof setupSubjects)[number]): string | null {
  const id = values.get(name) ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null
}

const reserved: readonly string[] = [...viewKeys, ...setupSubjects]
const maxTextLength = 512

function parseParameter([key, text]: readonly [string, string]): [string, number][] {
  return !isOwn(key) || !/^\d{1,9}$/.test(text) ? [] : [[key, Number(text)]]
}

function parseText([key, text]: readonly [string, string]): [string, string][] {
  return !isOwn(key) || text === '' || /^\d{1,9}$/.test(text) ? [] : [[key, text.slice(0, maxTextLength)]]
}

/** Whether a value belongs to the screen, not to every table or to the frame. */
function isOwn(key: string): boolean {
  return /^[a-z]\w*$/.test(key) && !reserved.includes(key)
}
