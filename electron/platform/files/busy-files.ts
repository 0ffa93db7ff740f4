import { setTimeout as sleep } from 'node:timers/promises'
import { systemCode } from '../../core/files/failure.ts'

/** Half a second in all: a virus scanner or an indexer looks at a new file for some milliseconds. */
export const retryDelaysMs: readonly number[] = [10, 20, 40, 80, 150, 200]
const passingCodes: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES'])

/**
 * Whether the system's refusal may be temporary: on Windows a file that another program has open can be
 * neither renamed nor deleted.
 */
export function mayPass(error: unknown): boolean {
  return passingCodes.has(systemCode(error) ?? '')
}

/**
 * Renames, deletes or opens a file, trying again for half a second while the system refuses. Throws the last
 * refusal.
 */
export async function retryWhileBusy<T>(
  operation: () => Promise<T>,
  wait: (ms: number) => Promise<unknown> = sleep,
): Promise<T> {
  for (const pause of retryDelaysMs) {
    try {
      return await operation()
    } catch (error) {
      if (!mayPass(error)) throw error
      await wait(pause)
    }
  }
  return await operation()
}

/** The same, synchronously: it blocks its thread. */
export function retryWhileBusySync<T>(operation: () => T): T {
  for (const pause of retryDelaysMs) {
    try {
      return operation()
    } catch (error) {
      if (!mayPass(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
  }
  return operation()
}
