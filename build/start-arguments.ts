import { constants } from 'node:os'
import { resolve } from 'node:path'

/** Options that mean something to the browser host only. */
const ofBrowser = ['--browser', '--no-open', '--port']

type World = { root: string; env: NodeJS.ProcessEnv; isRoot: boolean; node: string }
export type DesktopStart = { args: string[]; env: NodeJS.ProcessEnv }

/**
 * What the command line's `serve` is given for the arguments of `npm start`.
 */
export function browserArguments(extra: readonly string[]): string[] {
  const open = extra.includes('--no-open') ? [] : ['--open']
  return ['serve', ...open, ...extra.filter(argument => argument !== '--browser' && argument !== '--no-open')]
}

/** Whether these arguments of `npm start` ask for the browser host. */
export function asksForBrowser(extra: readonly string[]): boolean {
  return extra.some(argument => ofBrowser.includes(argument.split('=')[0] ?? ''))
}

/**
 * How Electron is started from a checkout: with the pinned Node for the engine, and without what a person's
 * shell may have left for another Electron. Chromium has no sandbox for root.
 */
export function desktopStart(extra: readonly string[], { root, env, isRoot, node }: World): DesktopStart {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env
  const home = homeOf(extra)
  return {
    args: [...(isRoot ? ['--no-sandbox'] : []), root, ...(extra.includes('--hidden') ? ['--hidden'] : [])],
    env: {
      ...rest,
      M365_CONNECTOR_ENGINE_NODE: env['M365_CONNECTOR_ENGINE_NODE'] ?? node,
      ...(home === null ? {} : { M365_CONNECTOR_HOME: resolve(home) }),
    },
  }
}

/** Signals with which a program ends itself; Chromium does where the system lets it make no sandbox. */
const crashes = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGSEGV'] as const

/**
 * Whether an Electron that ended with this status, as a shell counts it, failed or crashed rather than was
 * stopped by a person.
 */
export function neverShowed(status: number): boolean {
  return (status !== 0 && status < 128) || crashes.some(signal => status === 128 + constants.signals[signal])
}

/** The data directory that `--home DIR` or `--home=DIR` names. */
function homeOf(extra: readonly string[]): string | null {
  const index = extra.findIndex(argument => argument === '--home' || argument.startsWith('--home='))
  if (index < 0) return null
  const [, value] = extra[index]?.split('=', 2) ?? []
  return value ?? extra[index + 1] ?? null
}
