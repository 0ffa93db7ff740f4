import { AppError, cancelled } from '../errors.ts'
import type { Retrieved, SyncPorts } from './context.ts'
import type { Ledger } from './ledger.ts'
import type { DatasetTask } from './task.ts'

/** Runs one dataset to its end, which is noted in the ledger; answers with the error that ended it, if one did. */
export type RunDataset = (task: DatasetTask, retrieve: () => Promise<Retrieved>) => Promise<unknown>

/** See {@link RunDataset}. Throws only what the ledger throws when it cannot write. */
export async function runDataset(
  ports: SyncPorts,
  ledger: Ledger,
  task: DatasetTask,
  retrieve: () => Promise<Retrieved>,
): Promise<unknown> {
  try {
    if (task.signal.aborted) throw cancelled()
    if (!task.plan.due) {
      await ledger.notDue(task)
      return null
    }
    if (task.plan.unavailable) throw notInThisCloud()
    task.state('running')
    const retrieved = await retrieve()
    if (retrieved.status === 'unchanged') await ledger.unchanged(task, retrieved.rows)
    else ledger.staged(task, retrieved)
    return null
  } catch (error) {
    ports.log.info('sync.datasetEnded', {
      dataset: task.dataset,
      code: error instanceof AppError ? error.code : 'unexpected',
    })
    await ledger.failed(task, error)
    return error
  }
}

/** National clouds have no usage reports in v1.0 (deployments page): say so instead of asking. */
function notInThisCloud(): AppError {
  return new AppError('notInThisCloud', 'Microsoft Graph has no usage reports in this national cloud.', {
    fix: 'Nothing to do: licenses and people are complete. Usage reports exist in the global cloud only.',
  })
}
