import type { BalanceFinding, DatasetResult } from '../../contract/sync.ts'
import { AppError, cancelled, toWire } from '../errors.ts'
import type { PublishedCounts, Retrieved, SyncPorts } from './ports.ts'
import {
  costs,
  describe,
  failureStatus,
  inAll,
  mayConcernOne,
  problemOf,
  reportAnswer,
  stateAfter,
} from './results.ts'
import type { DatasetTask } from './task.ts'
import { isSetAside, storedMeasure, worseAnswerError, worseFinding } from './worse/answer.ts'
import { worseBesideOthers } from './worse/report.ts'

/** Collects how each dataset of a run ended and what is waiting to be published, and writes both down. */
export type Ledger = {
  /** A dataset that is whole in staging. */
  staged(task: DatasetTask, retrieved: Retrieved): void
  unchanged(task: DatasetTask, rows: number): Promise<void>
  /** Not due or not needed: neither asked for nor a failure. */
  notDue(task: DatasetTask): Promise<void>
  failed(task: DatasetTask, error: unknown): Promise<void>
  /** Puts everything that is staged, or of that what is asked for, before the readers, in one transaction. */
  publish(wanted?: (task: DatasetTask) => boolean): Promise<void>
  /** Datasets that are whole in staging or have ended. */
  settled(): number
  results(): DatasetResult[]
  /** Findings for the balance about answers that were no better than what is stored. */
  findings(): BalanceFinding[]
  /** Adds a finding for the balance. */
  find(finding: BalanceFinding): void
  peopleCount(): number | null
  /** Epoch milliseconds of the earliest sensible next attempt, where the service asked for a long wait. */
  retryAt(): number | null
}

type Waiting = { task: DatasetTask; retrieved: Retrieved }

export function createLedger(ports: SyncPorts, runId: number): Ledger {
  const waiting = new Map<string, Waiting>()
  const results = new Map<string, DatasetResult>()
  /** Datasets of which nothing new will be published. */
  const kept = new Map<string, { task: DatasetTask; retrieved: null }>()
  const findings: BalanceFinding[] = []
  let people: number | null = null
  let retry: number | null = null

  const conclude = async (
    task: DatasetTask,
    outcome: Partial<DatasetResult> & Pick<DatasetResult, 'status'>,
  ) => {
    const result = inAll(results.get(task.dataset), { ...costs(task), ...outcome })
    if (outcome.status !== 'succeeded') kept.set(task.dataset, { task, retrieved: null })
    results.set(task.dataset, result)
    await ports.store.finishDataset(runId, result)
    task.state(outcome.status)
  }

  const noteWorse = async (task: DatasetTask, error: unknown) => {
    const finding = worseFinding(task.dataset, toWire(error), storedMeasure(task.plan.state))
    if (finding !== null) findings.push(finding)
    // The next run must not take for whole what was judged and refused.
    if (isSetAside(error)) await ports.store.discard(task.dataset)
  }

  const fail = async (task: DatasetTask, error: unknown) => {
    const wire = toWire(error)
    const { definition } = task.plan
    const status = failureStatus(wire.code, definition)
    const isMissed = definition.report?.report.isSupplement !== true
    if (isMissed && error instanceof AppError && error.retryAt !== null)
      retry = Math.max(retry ?? 0, error.retryAt)
    if (wire.code === 'unexpected') ports.log.error('sync.unexpected', describe(task, error))
    await noteWorse(task, error)
    if (status !== 'cancelled') {
      const failures = (task.plan.state?.failures ?? 0) + (status === 'failed' ? 1 : 0)
      await ports.store.note(task.dataset, { failures, problem: problemOf(wire) })
    }
    await conclude(task, { status, error: wire })
  }

  /** Publishes together or not at all: the error, or null when it went well. */
  const publishBatch = async (batch: readonly Waiting[]): Promise<unknown> => {
    const at = new Date(ports.clock.now()).toISOString()
    const datasets = batch.map(({ task, retrieved }) => ({
      dataset: task.dataset,
      mode: task.plan.mode,
      state: stateAfter(task, retrieved, at),
    }))
    let counts: readonly PublishedCounts[]
    try {
      counts = await ports.store.publish({ runId, at, datasets })
    } catch (error) {
      return error
    }
    const byDataset = new Map(counts.map(count => [count.dataset, count]))
    for (const { task, retrieved } of batch) {
      const { inserted = 0, updated = 0, removed = 0 } = byDataset.get(task.dataset) ?? {}
      await conclude(task, { status: 'succeeded', rows: retrieved.rows, inserted, updated, removed })
    }
    return null
  }

  const publishAlone = async (one: Waiting) => {
    const failure = await publishBatch([one])
    if (failure === null) return
    // What cannot be published now could not be later: it is downloaded again.
    if (mayConcernOne(failure)) await ports.store.discard(one.task.dataset)
    await fail(one.task, failure)
  }

  /** Sets aside the reports that are worse than the stored ones, seen beside each other and the directory. */
  const withoutWorse = async (batch: readonly Waiting[]): Promise<Waiting[]> => {
    const answers = [...batch, ...kept.values()].flatMap(reportAnswer)
    const worse = worseBesideOthers(answers, people)
    for (const { task } of batch) {
      const found = worse.get(task.dataset)
      if (found !== undefined) await fail(task, worseAnswerError(task.dataset, found))
    }
    return batch.filter(({ task }) => !worse.has(task.dataset))
  }

  return {
    staged: (task, retrieved) => {
      waiting.set(task.dataset, { task, retrieved })
      if (retrieved.peopleCount != null) people = retrieved.peopleCount
      task.state('publishing')
    },
    unchanged: async (task, rows) => {
      await ports.store.note(task.dataset, {
        succeededAt: new Date(ports.clock.now()).toISOString(),
        failures: 0,
      })
      await conclude(task, { status: 'unchanged', rows })
    },
    notDue: task => conclude(task, { status: 'skipped' }),
    failed: fail,
    publish: async (wanted = () => true) => {
      const taken = [...waiting.values()].filter(({ task }) => wanted(task))
      for (const { task } of taken) waiting.delete(task.dataset)
      const batch = await withoutWorse(taken)
      if (batch.length === 0) return
      const failure = await publishBatch(batch)
      if (failure === null) return
      if (mayConcernOne(failure)) for (const one of batch) await publishAlone(one)
      else for (const { task } of batch) await fail(task, failure)
    },
    settled: () => waiting.size + results.size,
    results: () => [...results.values()],
    findings: () => [...findings],
    find: finding => {
      findings.push(finding)
    },
    peopleCount: () => people,
    retryAt: () => retry,
  }
}

/**
 * Runs one dataset to its end, which is noted in the ledger; answers with the error that ended it, if one
 * did.
 */
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
    else if (retrieved.status === 'notNeeded') await ledger.notDue(task)
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
    fix: 'Nothing to do: licenses and users are complete. Usage reports exist in the global cloud only.',
  })
}
