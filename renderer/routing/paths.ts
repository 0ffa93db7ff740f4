import { setupStepIds } from '../../electron/contract/setup/names.ts'
import { screens } from '../i18n/en/screens.ts'

export type Screen = keyof typeof screens

/** The parts of the settings screen, in the order in which they are shown. */
export const settingsGroups = ['schedule', 'general', 'network', 'data', 'support', 'about'] as const

/** The parts of a product's page; the first has no name in the address. */
export const productTabs = ['summary', 'users', 'plans', 'groups', 'subscriptions', 'changes'] as const
/** The parts of the savings; the candidates have no name of their own. */
export const savingsTabs = ['products', 'work', 'excluded', 'plan', 'achieved', 'prices'] as const

/** What may follow the name of a screen in the address. */
export type PathRule = {
  /** Whether an item of the screen may follow by its id: a user, a product, an app. */
  item?: boolean
  /** The parts of an item's page, or of the screen itself where no item stands before them. */
  tabs?: readonly string[]
}

/**
 * A screen that is not named here has one address. A new page of an item adds its line, so that until then
 * its address leads to the page for unknown ones.
 */
export const pathRules: Readonly<Partial<Record<Screen, PathRule>>> = {
  licenses: { item: true, tabs: productTabs },
  users: { item: true },
  apps: { item: true, tabs: ['departments', 'users'] },
  departments: { tabs: ['country', 'company', 'office', 'charge-back'] },
  reports: { item: true },
  savings: { tabs: savingsTabs },
  setup: { tabs: setupStepIds },
  settings: { tabs: settingsGroups },
}

/** What a path names; null where no screen has it. */
export type Place<Name extends string = Screen> = { screen: Name; item: string | null; tab: string | null }

/**
 * Reads `users`, `settings/network`, `users/<id>` and `licenses/<id>/users`. An empty path is the first
 * screen.
 *
 * @param isKnown whether a screen of that name exists
 */
export function readPath<Name extends string>(
  path: string,
  rules: Readonly<Partial<Record<Name, PathRule>>>,
  isKnown: (name: string) => name is Name,
): Place<Name> | null {
  const [name = '', ...below] = path.replace(/\/$/, '').split('/')
  if (!isKnown(name)) return null
  const { item: takesItem = false, tabs = [] } = rules[name] ?? {}
  const [first, second, ...more] = below
  if (more.length > 0) return null
  if (first === undefined) return { screen: name, item: null, tab: null }
  if (second === undefined && tabs.includes(first)) return { screen: name, item: null, tab: first }
  const item = takesItem ? decodeItem(first) : null
  if (item === null || (second !== undefined && !tabs.includes(second))) return null
  return { screen: name, item, tab: second ?? null }
}

/** The inverse of `readPath`. */
export function writePath({ screen, item, tab }: Place<string>): string {
  return [screen, item === null ? null : encodeURIComponent(item), tab]
    .filter(part => part !== null)
    .join('/')
}

const maxItemLength = 256

function decodeItem(text: string): string | null {
  try {
    const item = decodeURIComponent(text)
    return item === '' || item.length > maxItemLength || /\p{Cc}/u.test(item) ? null : item
  } catch {
    // A percent sign that encodes nothing: such an address was not written by this app.
    return null
  }
}

export function isScreen(name: string): name is Screen {
  return Object.hasOwn(screens, name)
}
