import { stat } from 'node:fs/promises'
import { cancelled } from '../../core/errors.ts'
import { openReader } from './open.ts'
import { startWorkerThread } from './worker/thread.ts'

/**
 * Copies a database as it is at one moment, also while it is written to, into a file that is empty or not
 * there. The copy is one file without a log beside it, for any SQLite program, and holds what is published
 * only. A thread of its own writes it, because that takes as long as the file is large.
 *
 * @returns the size of the copy in bytes
 * @throws AppError `notFound` when there is no database yet, `databaseDamaged`, `databaseNewer`, `diskFull`,
 * `readOnly`, `cancelled`
 */
export async function copyDatabase(file: string, target: string, signal: AbortSignal): Promise<number> {
  openReader(file).close()
  if (signal.aborted) throw cancelled()
  const thread = startWorkerThread({ databaseFile: file, whenDamaged: 'throw' })
  const giveUp = () => void thread.end()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    await thread.call('copy', { target })
    return (await stat(target)).size
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  } finally {
    signal.removeEventListener('abort', giveUp)
    // Whoever removes what was written in part must not find it written on.
    await thread.end()
  }
}
