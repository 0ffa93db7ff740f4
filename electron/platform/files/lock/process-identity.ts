import { readFile, readlink } from 'node:fs/promises'

export type ProcessFacts = {
  /**
   * Whether a process of that number runs, of whatever owner. One that has ended and only waits for its
   * parent does not.
   */
  alive: boolean
  /**
   * What distinguishes it from a later process with the same number: the boot and the tick at which it
   * started. Null where the platform does not say.
   */
  identity: string | null
}

/**
 * What can be found out here about the process of that number; only Linux says cheaply when it started and
 * whether it is a zombie.
 */
export async function processFacts(pid: number): Promise<ProcessFacts> {
  const seen = isProcessAlive(pid)
  const fields = (await isOwnProc()) ? await statFields(pid) : null
  if (fields === null) return { alive: seen, identity: null }
  const [state = '', boot, started] = fields
  return { alive: seen && !endedStates.has(state), identity: `${boot}/${started}` }
}

/**
 * Names the table in which this process has its number: two containers of one computer have different ones,
 * and so has another computer of the same name. Null where the platform has one table for the whole computer.
 */
export async function ownNamespace(): Promise<string | null> {
  try {
    return `${await bootId()}/${await readlink('/proc/self/ns/pid')}`
  } catch {
    // No /proc, or one that hides this; the platform and the computer's name then have to do.
    return null
  }
}

/** Zombie and dead, see proc_pid_stat(5). */
const endedStates: ReadonlySet<string> = new Set(['Z', 'X', 'x'])

/**
 * A process in a namespace of its own can still see the /proc of its host, where its numbers belong to
 * others.
 */
async function isOwnProc(): Promise<boolean> {
  return (await readlink('/proc/self').catch(() => null)) === String(process.pid)
}

async function statFields(pid: number): Promise<[state: string, boot: string, started: string] | null> {
  try {
    const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), bootId()])
    // The second field is the program's name in brackets and may hold blanks and brackets itself; the start
    // is the 22nd field.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const started = rest[18]
    return state === undefined || started === undefined ? null : [state, boot, started]
  } catch {
    // No /proc, or no such process: the caller falls back to whether the process lives and the lock's
    // heartbeat.
    return null
  }
}

async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
