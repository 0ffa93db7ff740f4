import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a program and answers with what it printed; null when it is not there, fails or takes too long. */
export type AskProgram = (program: string, args: readonly string[]) => Promise<string | null>

type Environment = Readonly<Record<string, string | undefined>>

const watcher = 'org.kde.StatusNotifierWatcher'
const path = '/StatusNotifierWatcher'
const property = 'IsStatusNotifierHostRegistered'
const get = 'org.freedesktop.DBus.Properties.Get'
const limitMs = 2_000

/**
 * Programs that ask the session bus; one of them is on every Linux desktop. Each prints the same flag in a
 * form of its own.
 */
const questions: readonly (readonly [program: string, args: readonly string[]])[] = [
  [
    'gdbus',
    ['call', '--session', '--timeout', '2', '--dest', watcher, '--object-path', path].concat(
      '--method',
      get,
      watcher,
      property,
    ),
  ],
  [
    'dbus-send',
    ['--session', '--print-reply', '--reply-timeout=2000', `--dest=${watcher}`, path].concat(
      get,
      `string:${watcher}`,
      `string:${property}`,
    ),
  ],
  ['busctl', ['--user', '--timeout=2', 'get-property', watcher, path, watcher, property]],
]

/**
 * Whether this desktop shows tray icons. Elsewhere than on Linux it always does. There a program called the
 * watcher reports on the session bus whether anything shows them (StatusNotifierItem specification); GNOME
 * has none without an extension. A desktop that does not answer counts as one without: a window that stays
 * can be closed, one that is hidden forever cannot be found.
 */
export async function hasTrayHost(platform: NodeJS.Platform, ask: AskProgram): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, args] of questions) {
    const answer = await ask(program, args)
    if (answer !== null) return /\btrue\b/.test(answer)
  }
  return false
}

const run = promisify(execFile)

/**
 * Asks without the libraries that an AppImage puts before the system's, with which its programs may not
 * start.
 */
export function askProgram(environment: Environment): AskProgram {
  const { LD_LIBRARY_PATH: _own, ...env } = environment
  return async (program, args) => {
    try {
      const { stdout } = await run(program, [...args], { timeout: limitMs, env })
      return stdout
    } catch {
      return null
    }
  }
}
