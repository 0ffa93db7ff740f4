import type { SyncOrder, SyncPorts } from './context.ts'
import type { Ledger } from './ledger.ts'
import type { DatasetPlan } from './plan.ts'
import type { Drift } from './ports.ts'
import { runDataset } from './run-dataset.ts'
import { createTask } from './task.ts'
import { retrieveUsers } from './users-lane.ts'

/**
 * Reads everybody in full when a sync by changes leaves the books as far apart as the sync before did, which
 * the run then says. Nothing happens when people were not published, or were listed in full anyway.
 */
export async function repairDrift(
  ports: SyncPorts,
  order: SyncOrder,
  plans: readonly DatasetPlan[],
  ledger: Ledger,
  runId: number,
): Promise<void> {
  const plan = plans.find(({ definition }) => definition.id === 'users')
  if (plan === undefined || !hasSucceeded(ledger)) return
  const full = plan.mode === 'full'
  const drifting = await ports.store.drift({ runId, peopleCount: ledger.peopleCount(), full })
  if (full || drifting.length === 0 || order.signal.aborted) return
  ports.log.info('sync.booksDisagreeAgain', { dataset: 'users', count: drifting.length })
  const again: DatasetPlan = { ...plan, mode: 'full', resume: null, due: true }
  const task = createTask(ports, order.connector.id, again, order.signal)
  await runDataset(ports, ledger, task, () => retrieveUsers(ports, task))
  await ledger.publish()
  if (!hasSucceeded(ledger)) return
  for (const drift of drifting) ledger.find(listedAnew(drift))
  await ports.store.drift({ runId, peopleCount: ledger.peopleCount(), full: true })
}

function hasSucceeded(ledger: Ledger): boolean {
  return ledger.results().some(({ dataset, status }) => dataset === 'users' && status === 'succeeded')
}

function listedAnew({ dataset, subject, expected, actual }: Drift) {
  return {
    dataset,
    subject: `${subject}, before everybody was read in full`,
    expected,
    actual,
    verdict: 'explained' as const,
    explanation:
      'The books disagreed twice in a row, so that everybody was read in full in this sync: changes alone do not bring every deletion and return.',
  }
}
