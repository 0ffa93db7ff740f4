import type { BalanceFinding, DatasetResult, SyncRun } from '../../contract/sync.ts'
import { AppError, isAbort, toWire } from '../errors.ts'
import type { SyncOrder, SyncPorts } from './context.ts'
import { runLanes } from './lanes.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { runStatus } from './outcome.ts'
import { planDatasets } from './plan.ts'
import type { SyncMode } from './ports.ts'

/**
 * Runs one sync from beginning to end. Datasets fail alone: a failure is part of the result. Only what concerns the whole run
 * (sign-in refused, the service out of reach, cancelled) ends it, and that is part of the result, too; what is thrown is a fault of
 * the database or the program.
 */
export async function runSync(ports: SyncPorts, order: SyncOrder): Promise<SyncRun> {
  const { store, clock } = ports
  const states = await store.states()
  const plans = planDatasets({
    definitions: order.definitions,
    requested: order.mode,
    states,
    staged: await store.recover(),
    named: order.named,
    hasUsageReports: order.hasUsageReports,
    now: clock.now(),
  })
  const mode: SyncMode = plans.some(plan => plan.mode === 'incremental') ? 'incremental' : 'full'
  const startedAt = new Date(clock.now()).toISOString()
  const runId = await store.startRun({ mode, startedAt })
  const ledger = createLedger(ports, runId)
  const refusal = await signInRefusal(order)
  let balance: readonly BalanceFinding[] = []
  if (refusal === null) {
    await runLanes(ports, order, plans, ledger)
    if (!order.signal.aborted) balance = await balanceBooks(ports, runId, ledger)
  }
  return finish(ports, order, ledger, { runId, mode, startedAt, refusal, balance })
}

async function signInRefusal(order: SyncOrder): Promise<unknown> {
  try {
    await order.signIn(order.signal)
    return null
  } catch (error) {
    return error
  }
}

/** Books that cannot be balanced must not spoil a sync that worked. */
async function balanceBooks(
  ports: SyncPorts,
  runId: number,
  ledger: Ledger,
): Promise<readonly BalanceFinding[]> {
  try {
    return await ports.store.balance({ runId, peopleCount: ledger.peopleCount() })
  } catch (error) {
    ports.log.warn('sync.balanceFailed', { code: toWire(error).code })
    return []
  }
}

type End = {
  runId: number
  mode: SyncMode
  startedAt: string
  refusal: unknown
  balance: readonly BalanceFinding[]
}

async function finish(ports: SyncPorts, order: SyncOrder, ledger: Ledger, end: End): Promise<SyncRun> {
  const cancelled = order.signal.aborted || isAbort(end.refusal)
  const datasets: DatasetResult[] = ledger.results()
  const status = end.refusal === null ? runStatus(datasets, cancelled) : cancelled ? 'cancelled' : 'failed'
  const error = end.refusal === null || cancelled ? null : toWire(end.refusal)
  const waitUntil = end.refusal instanceof AppError ? end.refusal.retryAt : ledger.retryAt()
  const retryAt = waitUntil === null ? null : new Date(waitUntil).toISOString()
  const finishedAt = new Date(ports.clock.now()).toISOString()
  await ports.store.finishRun(end.runId, { status, finishedAt, error, retryAt })
  ports.log.info('sync.finished', { status, datasets: datasets.length, mode: end.mode })
  return {
    id: end.runId,
    connector: order.connector.id,
    status,
    mode: end.mode,
    startedAt: end.startedAt,
    finishedAt,
    datasets,
    balance: [...end.balance],
    error,
    retryAt,
  }
}
