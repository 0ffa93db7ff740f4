import type { WireError } from '../../contract/errors.ts'
import type { BalanceFinding, DatasetResult, SyncRun } from '../../contract/sync.ts'
import { AppError, isAbort, toWire } from '../errors.ts'
import { repairDrift, runLanes } from './lanes.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { isWorthKeeping } from './leftover.ts'
import { type DatasetPlan, planDatasets } from './plan.ts'
import type { SyncMode, SyncOrder, SyncPorts } from './ports.ts'
import { commonError, runStatus } from './results.ts'

/**
 * Runs one sync from beginning to end. Datasets fail alone: a failure is part of the result. Only what
 * concerns the whole run (sign-in refused, the service out of reach, cancelled) ends it, and that is part of
 * the result, too; what is thrown is a fault of the database or the program.
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
  const startedAt = now(ports)
  const runId = await store.startRun({ mode, startedAt })
  const run = { runId, mode, startedAt }
  try {
    return await work(ports, order, plans, run)
  } catch (error) {
    const end = { status: 'failed' as const, error: toWire(error), retryAt: null }
    // Often the database cannot be written at all; then the next run closes this one.
    await store.finishRun(runId, { ...end, finishedAt: now(ports) }).catch(() => undefined)
    throw error
  }
}

type StartedRun = { runId: number; mode: SyncMode; startedAt: string }

async function work(
  ports: SyncPorts,
  order: SyncOrder,
  plans: readonly DatasetPlan[],
  run: StartedRun,
): Promise<SyncRun> {
  const ledger = createLedger(ports, run.runId)
  const refusal = await signInRefusal(order)
  let balance: readonly BalanceFinding[] = []
  if (refusal === null) {
    await runLanes(ports, order, plans, ledger)
    await repairDrift(ports, order, plans, ledger, run.runId)
    if (!order.signal.aborted) balance = await balanceBooks(ports, run.runId, ledger)
  }
  await discardUseless(ports, ledger.results())
  return finish(ports, order, ledger, { ...run, refusal, balance })
}

/**
 * What the next sync has no use for must not wait for it; what cannot be discarded now is looked at again
 * then.
 */
async function discardUseless(
  { store, clock, log }: SyncPorts,
  results: readonly DatasetResult[],
): Promise<void> {
  const resultOf = new Map(results.map(result => [result.dataset, result]))
  try {
    for (const leftover of await store.recover()) {
      const result = resultOf.get(leftover.dataset) ?? null
      if (!isWorthKeeping(leftover, result, clock.now())) await store.discard(leftover.dataset)
    }
  } catch (error) {
    log.warn('sync.leftoverKept', { code: toWire(error).code })
  }
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
    return await ports.store.balance({
      runId,
      peopleCount: ledger.peopleCount(),
      setAside: ledger.findings(),
    })
  } catch (error) {
    ports.log.warn('sync.balanceFailed', { code: toWire(error).code })
    return ledger.findings()
  }
}

type End = StartedRun & { refusal: unknown; balance: readonly BalanceFinding[] }

async function finish(ports: SyncPorts, order: SyncOrder, ledger: Ledger, end: End): Promise<SyncRun> {
  const { runId, mode, startedAt, refusal } = end
  const datasets: DatasetResult[] = ledger.results()
  const waitUntil = refusal instanceof AppError ? refusal.retryAt : ledger.retryAt()
  const outcome = {
    ...outcomeOf(datasets, refusal),
    finishedAt: now(ports),
    retryAt: waitUntil === null ? null : new Date(waitUntil).toISOString(),
  }
  await ports.store.finishRun(runId, outcome)
  ports.log.info('sync.finished', { status: outcome.status, datasets: datasets.length, mode })
  return {
    id: runId,
    connector: order.connector.id,
    mode,
    startedAt,
    datasets,
    balance: [...end.balance],
    ...outcome,
  }
}

function outcomeOf(
  datasets: readonly DatasetResult[],
  refusal: unknown,
): { status: SyncRun['status']; error: WireError | null } {
  if (isAbort(refusal)) return { status: 'cancelled', error: null }
  if (refusal !== null) return { status: 'failed', error: toWire(refusal) }
  return { status: runStatus(datasets), error: commonError(datasets) }
}

function now({ clock }: SyncPorts): string {
  return new Date(clock.now()).toISOString()
}
