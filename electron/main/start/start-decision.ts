import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { selfTestSwitch } from './self-test.ts'

/** What a packed app does with the options it was started with. */
export type StartDecision =
  | { kind: 'start' }
  /** Options that turn a protection off or let another program in. */
  | { kind: 'refuse'; switches: readonly string[] }
  /**
   * The start script of the AppImage has turned the sandbox off, because the system does not let programs
   * make one.
   */
  | { kind: 'noSandboxHere' }

type Facts = {
  /** What of the command line the app does not start with. */
  refused: readonly string[]
  /** Whether the app runs from an AppImage. */
  isAppImage: boolean
  /**
   * Whether the system lets a program of this user make namespaces, of which Chromium's sandbox is made.
   * Asked only where it matters.
   */
  hasNamespaces: () => boolean
}

export function decideStart({ refused, isAppImage, hasNamespaces }: Facts): StartDecision {
  if (refused.length === 0) return { kind: 'start' }
  const isOnlySandbox = refused.every(name => name === 'no-sandbox')
  if (isAppImage && isOnlySandbox && !hasNamespaces()) return { kind: 'noSandboxHere' }
  return { kind: 'refuse', switches: refused }
}

/**
 * Whether the program runs from an AppImage, mounted or unpacked: beside it lies the script that starts it.
 */
export function isAppImage({ env, execPath }: Pick<NodeJS.Process, 'env' | 'execPath'>): boolean {
  return (env['APPIMAGE'] ?? '') !== '' || existsSync(join(dirname(execPath), 'AppRun'))
}

/**
 * The options that a packed app starts with: its own, and those of Chromium that concern the screen, the
 * language and people who do not see it. Chromium has over a thousand others, and the next version brings
 * more: a debugger, a proxy, another profile, protections turned off.
 */
const allowedSwitches = new Set([
  'hidden',
  selfTestSwitch,
  'disable-gpu',
  'disable-gpu-compositing',
  'enable-wayland-ime',
  'force-device-scale-factor',
  'force-high-contrast',
  'force-renderer-accessibility',
  'gtk-version',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'wayland-text-input-version',
])

/**
 * What systems hand over themselves: the Finder, Xcode's defaults, and Windows when a notification is
 * clicked.
 */
const bySystem: Partial<Record<NodeJS.Platform, RegExp>> = {
  darwin: /^(psn_|Apple|NS)/,
  win32: /^embedding$/i,
}

/**
 * The options with which the app as people get it does not start; none in development.
 *
 * @param args the command line without the program
 */
export function refusedSwitches(
  isPackaged: boolean,
  args: readonly string[],
  platform: NodeJS.Platform,
): string[] {
  return isPackaged ? switchesOf(args, platform).filter(name => !isAllowed(name, platform)) : []
}

function isAllowed(name: string, platform: NodeJS.Platform): boolean {
  return allowedSwitches.has(name.toLowerCase()) || bySystem[platform]?.test(name) === true
}

/** As Chromium reads them: with one dash or two, on Windows also with a slash, up to a lone `--`. */
function switchesOf(args: readonly string[], platform: NodeJS.Platform): string[] {
  const end = args.indexOf('--')
  const prefix = platform === 'win32' ? /^(?:--?|\/)([^=]+)/ : /^--?([^=]+)/
  return (end === -1 ? args : args.slice(0, end)).flatMap(arg => prefix.exec(arg)?.[1] ?? [])
}
