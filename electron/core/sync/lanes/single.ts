import { pathFor } from '../../datasets/dataset.ts'
import { findDirectoryDataset } from '../../datasets/index.ts'
import type { Retrieved, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { isSetAside, worseAnswerError } from '../worse/answer.ts'
import { isLastingLoss, worseList, worseLoss } from '../worse/directory.ts'
import { followChain, mayListAgain } from './chain.ts'

/**
 * Retrieves a dataset of few rows, whole every time. It is never resumed after an interruption: it takes a
 * request or two, and what belongs together has to be of one time. A list that is worse than the stored one
 * is asked for once more before it is set aside, and believed once it has lasted.
 *
 * @throws AppError see `worseAnswerError`
 */
export async function retrieveSingle(
  ports: SyncPorts,
  task: DatasetTask,
  clientId: string,
): Promise<Retrieved> {
  try {
    return await readWhole(ports, task, clientId)
  } catch (error) {
    const mayPass = isSetAside(error) || (mayListAgain(error) && error.code !== 'badRequest')
    if (!mayPass) throw error
    task.resetRows()
    return readWhole(ports, task, clientId)
  }
}

async function readWhole(ports: SyncPorts, task: DatasetTask, clientId: string): Promise<Retrieved> {
  const pages = findDirectoryDataset(task.dataset)?.pages ?? []
  const chains = pages.map(({ kind, path }) => ({ kind, first: ports.graph.url(pathFor(path, clientId)) }))
  await ports.store.begin(task.dataset, {
    mode: task.plan.mode,
    chains: chains.map(({ kind, first }) => ({ chain: kind, firstLink: first.href })),
    notes: {},
  })
  for (const { kind, first } of chains) {
    await followChain(ports, task, { name: kind, kind, first, call: task.call('directory') })
  }
  const { state } = task.plan
  const lasts = isLastingLoss(state, ports.clock.now())
  const worse = worseList(state, { rows: task.rows(), unreadable: task.unreadable() })
  if (worse !== null && !(lasts && worse.kind === 'emptied')) throw worseAnswerError(task.dataset, worse)
  await ports.store.complete(task.dataset, {})
  const loss = worseLoss(state, task.rows(), await ports.store.lostInUse(task.dataset))
  if (loss !== null && !lasts) throw worseAnswerError(task.dataset, loss)
  return { status: 'staged', rows: task.rows() }
}
