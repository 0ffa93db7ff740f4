import { readFile } from 'node:fs/promises'

/**
 * What tells a process from a later one with the same number: the boot and the tick at which it started. Null where the platform
 * does not tell (only Linux does cheaply) or the process is gone.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The second field is the program's name in brackets and may hold blanks and brackets itself; the start is the 22nd field.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return started === undefined ? null : `${boot.trim()}/${started}`
  } catch {
    // No /proc, or no such process: the caller falls back to whether the process lives and the lock's heartbeat.
    return null
  }
}

/** Whether a process of that number exists, of whatever owner. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
