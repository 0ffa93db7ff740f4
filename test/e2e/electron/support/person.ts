import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'

/** The user without rights that every Linux has. */
const nobody = 65_534
const retryWhileBusy = { timeout: 60_000, interval: 50 }
const isRoot = () => process.getuid?.() === 0
const identity = () => (isRoot() ? { uid: nobody, gid: nobody } : {})

/** Why no ordinary person's session can be made here; null when it can. */
export function personHere(): string | null {
  const missing = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'unshare'].filter(
    name => !isThere(name),
  )
  if (missing.length > 0) return `${missing.join(' and ')} missing`
  const namespaces = spawnSync('unshare', ['-Ur', 'true'], { ...identity(), cwd: '/', stdio: 'ignore' })
  return namespaces.status === 0
    ? null
    : 'the system lets no ordinary user make the namespaces of the sandbox'
}

function isThere(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0
}

/**
 * A person without any rights, with a home, a session bus and an unlocked, empty keyring. For root, as whom
 * containers run tests, it is nobody.
 */
export type Person = {
  home: string
  env: Record<string, string | undefined>
  start(program: string, args?: readonly string[], changes?: Record<string, string>): ChildProcess
  /**
   * From now on the keyring takes every call and answers none, as one does that waits for its password where
   * nobody sits.
   */
  silenceKeyring(): void
  /** What a program of this person answers. Rejects when it fails. */
  ask(program: string, args: readonly string[]): Promise<string>
  bus: string
  leave(): Promise<void>
}

export async function startPerson(): Promise<Person> {
  const home = mkdtempSync(join(tmpdir(), 'person-'))
  const { ELECTRON_DISABLE_SANDBOX: _forRoot, XAUTHORITY: key, ...usual } = process.env
  const own = join(home, 'xauthority')
  if (key !== undefined) copyFileSync(key, own)
  if (isRoot()) for (const path of [home, own].filter(existsSync)) chownSync(path, nobody, nobody)
  const bus = `unix:path=${join(home, 'bus')}`
  const env = {
    ...usual,
    ...{ HOME: home, TMPDIR: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home },
    ...{ XDG_RUNTIME_DIR: home, XDG_CURRENT_DESKTOP: 'GNOME', NO_AT_BRIDGE: '1' },
    ...(key === undefined ? {} : { XAUTHORITY: own }),
    ...{ DBUS_SESSION_BUS_ADDRESS: bus, DBUS_SYSTEM_BUS_ADDRESS: bus },
  }
  const start: Person['start'] = (program, args = [], changes = {}) =>
    spawn(program, args, { ...identity(), cwd: home, env: { ...env, ...changes }, stdio: 'pipe' })
  const daemon = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=${bus}`])
  await vi.waitUntil(() => existsSync(join(home, 'bus')), retryWhileBusy)
  const keyring = start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'])
  // Its input is the password of the new keyring.
  keyring.stdin?.end('a new keyring')
  const isOwned = () =>
    spawnSync('dbus-send', [...askOwner, 'string:org.freedesktop.secrets'], {
      ...{ ...identity(), env, encoding: 'utf8' },
    }).stdout.includes('true')
  await vi.waitUntil(isOwned, retryWhileBusy)
  return {
    home,
    env,
    start,
    silenceKeyring: () => void keyring.kill('SIGSTOP'),
    bus,
    ask: async (program, args) => {
      const { status, said, complaints } = await outcome(start(program, args))
      if (status !== 0) throw new Error(complaints)
      return said
    },
    leave: async () => {
      for (const child of [keyring, daemon]) await end(child)
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const askOwner = [
  ...['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
  'org.freedesktop.DBus.NameHasOwner',
]

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  child.kill('SIGCONT')
  await ended
}

/** Waits for the end of a program and gathers what it said. */
export async function outcome(
  child: ChildProcess,
): Promise<{ status: number | null; said: string; complaints: string }> {
  const chunks = { said: '', complaints: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    chunks.said += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    chunks.complaints += chunk.toString()
  })
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, ...chunks }
}
