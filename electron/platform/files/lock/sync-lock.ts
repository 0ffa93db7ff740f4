import { setTimeout as sleep } from 'node:timers/promises'
import PQueue from 'p-queue'
import { AppError } from '../../../core/errors.ts'
import type { DataFolder } from '../data-folder.ts'
import { type HeldLock, isLockHeld, takeLock } from './lock.ts'

export type SyncLocks = {
  /** Throws AppError `syncRunning` when another process, or another sync of this one, holds the connector. */
  acquire(connectorId: string): Promise<HeldLock>
  isHeld(connectorId: string): Promise<boolean>
}

/** One lock per connector, across processes: whoever syncs or removes it holds it. */
export function createSyncLocks(folder: DataFolder): SyncLocks {
  return {
    acquire: async connectorId => {
      await folder.ensure()
      const { lock, holder } = await takeLock(folder.syncLock(connectorId))
      if (lock !== null) return lock
      throw new AppError('syncRunning', 'Another sync of this connector is running.', {
        fix: 'Wait until it has finished, or stop it, and try again.',
        detail: holder === null ? {} : { since: holder.since, process: String(holder.pid) },
      })
    },
    isHeld: connectorId => isLockHeld(folder.syncLock(connectorId)),
  }
}

const retryMs = 40

/**
 * Does short work on a file under its lock, one at a time and in the order in which it was asked for, so that
 * of two changes the later one stays. Waits for other programs at most `limitMs`: AppError `timedOut` when
 * that is not enough.
 *
 * @param ensure makes the folder of the lock
 */
export function createLockedWork(
  path: string,
  limitMs: number,
  ensure: () => Promise<void>,
): <T>(work: () => Promise<T>) => Promise<T> {
  const turns = new PQueue({ concurrency: 1 })
  return work =>
    turns.add(async () => {
      await ensure()
      const lock = await takeWithin(path, Date.now() + limitMs)
      try {
        return await work()
      } finally {
        await lock.release()
      }
    })
}

async function takeWithin(path: string, deadline: number): Promise<HeldLock> {
  for (;;) {
    const { lock } = await takeLock(path)
    if (lock !== null) return lock
    if (Date.now() >= deadline) {
      throw new AppError('timedOut', 'Another program is changing the same file.', {
        fix: 'Close other windows of M365 Connector and try again.',
        detail: { file: path },
      })
    }
    await sleep(retryMs)
  }
}
