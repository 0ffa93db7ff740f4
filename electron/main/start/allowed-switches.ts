import { selfTestSwitch } from './self-test.ts'

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
