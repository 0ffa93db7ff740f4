import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../core/errors.ts'
import type { DataFolder } from './data-folder.ts'
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

/** Does short work under a lock, waiting for its turn at most `limitMs`. Throws AppError `timedOut` when that is not enough. */
export async function underLock<T>(path: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  const lock = await takeWithin(path, Date.now() + limitMs)
  try {
    return await work()
  } finally {
    await lock.release()
  }
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
