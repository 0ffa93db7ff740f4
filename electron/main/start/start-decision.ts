import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

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
