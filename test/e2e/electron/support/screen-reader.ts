import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { vi } from 'vitest'
import type { Person } from './person.ts'

/** What a screen reader calls the parts of a window, with the numbers of AT-SPI. */
const roles = {
  button: 43,
  cell: 56,
  comboBox: 11,
  entry: 79,
  heading: 83,
  menuItem: 35,
  option: 32,
  password: 40,
  menuButton: 129,
  staticText: 116,
} as const
export type Role = keyof typeof roles

/**
 * Drives a window as somebody does who cannot see it: through the tree that the system's accessibility
 * service keeps, by role and name. It works on the packed app as well, which lets no debugger in.
 */
export type ScreenReader = {
  names(role: Role): Promise<string[]>
  /** Waits until there is one. */
  find(role: Role, name: string | RegExp): Promise<void>
  press(role: Role, name: string | RegExp): Promise<void>
  focus(role: Role, name: string | RegExp): Promise<void>
  /** Types into an empty field. */
  write(role: Role, name: string | RegExp, text: string): Promise<void>
  /** Keys for whatever has the focus, by their X names. */
  key(...keys: string[]): Promise<void>
}

/** The switch with which Chromium tells the service of its pages, too. */
export const forScreenReaders = '--force-renderer-accessibility'
export const screenReaderEnvironment = { ACCESSIBILITY_ENABLED: '1', NO_AT_BRIDGE: '0' }

// Every look starts a small program for each part of the window, which an app on a slow machine must not be
// starved by.
const retryWhileBusy = { timeout: 90_000, interval: 1_000 }
const accessible = 'org.a11y.atspi.Accessible'
const rootPath = '/org/a11y/atspi/accessible/root'
const focusedState = 12
type Place = readonly [owner: string, path: string]

/** Why a window cannot be driven here; null when it can. */
export function screenReaderHere(): string | null {
  const missing = ['busctl', 'xdotool'].filter(
    name => spawnSync('which', [name], { stdio: 'ignore' }).status !== 0,
  )
  if (missing.length > 0) return `${missing.join(' and ')} missing`
  const service = '/usr/share/dbus-1/services/org.a11y.Bus.service'
  return existsSync(service) ? null : 'there is no accessibility service (at-spi2-core)'
}

export async function startScreenReader(person: Person): Promise<ScreenReader> {
  const ask = async (address: string, args: readonly string[]): Promise<unknown> => {
    const all = ['--json=short', `--address=${address}`, ...args]
    // Every answer of the program is one JSON object.
    return (JSON.parse(await person.ask('busctl', all)) as { data: unknown }).data
  }
  const found = await ask(person.bus, ['call', 'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress'])
  const [address = ''] = found as string[]
  const call = (place: Place, method: string, ...args: string[]) => {
    const name = method.slice(method.lastIndexOf('.') + 1)
    return ask(address, ['call', ...place, method.slice(0, -name.length - 1), name, ...args])
  }
  const childrenOf = async (place: Place) =>
    ((await call(place, `${accessible}.GetChildren`)) as [Place[]])[0]
  const nameOf = async (place: Place) =>
    (await ask(address, ['get-property', ...place, accessible, 'Name'])) as string
  const matches = async (role: Role): Promise<Place[]> => {
    const applications = await childrenOf(['org.a11y.atspi.Registry', rootPath])
    const windows = await Promise.all(applications.map(childrenOf))
    const lists = windows
      .flat()
      .map(window => call(window, 'org.a11y.atspi.Collection.GetMatches', ...ruleOf(role)))
    return ((await Promise.all(lists)) as [Place[]][]).flatMap(([list]) => list)
  }
  const named = async (role: Role): Promise<[Place, string][]> => {
    const places = await matches(role)
    return Promise.all(places.map(async place => [place, await nameOf(place)] as [Place, string]))
  }
  const one = async (role: Role, name: string | RegExp): Promise<Place> => {
    const seen = { names: [] as string[] }
    const seek = async () => {
      // What has just gone answers with an error.
      const list = await named(role).catch(() => [])
      seen.names = list.map(([, own]) => own)
      return list.find(([, own]) => (typeof name === 'string' ? own === name : name.test(own)))?.[0] ?? null
    }
    try {
      return await vi.waitUntil(seek, retryWhileBusy)
    } catch {
      throw new Error(`There is no ${role} ${name}, but: ${seen.names.join(' | ').slice(0, 2_000)}`)
    }
  }
  const focused = async (role: Role, name: string | RegExp): Promise<Place> => {
    const place = await one(role, name)
    await call(place, 'org.a11y.atspi.Component.GrabFocus')
    const hasFocus = async () => {
      const [[low = 0]] = (await call(place, `${accessible}.GetState`)) as [number[]]
      return (low & (1 << focusedState)) !== 0
    }
    await vi.waitUntil(hasFocus, retryWhileBusy)
    return place
  }
  return {
    names: async role => (await named(role)).map(([, name]) => name),
    find: async (role, name) => void (await one(role, name)),
    press: async (role, name) =>
      void (await call(await one(role, name), 'org.a11y.atspi.Action.DoAction', 'i', '0')),
    focus: async (role, name) => void (await focused(role, name)),
    write: async (role, name, text) => {
      const place = await focused(role, name)
      await person.ask('xdotool', ['type', '--delay', '10', text])
      const written = () => ask(address, ['get-property', ...place, 'org.a11y.atspi.Text', 'CharacterCount'])
      await vi.waitUntil(async () => (await written()) === text.length, retryWhileBusy)
    },
    key: async (...keys) => void (await person.ask('xdotool', ['key', '--delay', '100', ...keys])),
  }
}

/** Everything of a role: no state, no attribute and no interface is asked for. */
function ruleOf(role: Role): string[] {
  const bits = [0, 0, 0, 0, 0].map((_none, index) =>
    roles[role] >> 5 === index ? 2 ** (roles[role] % 32) : 0,
  )
  const rule = ['2', '0', '0', '1', '0', '1', '5', ...bits.map(String), '2', '0', '1', 'false']
  return ['(aiia{ss}iaiiasib)uib', ...rule, '1', '0', 'true']
}
