import type { DatasetDefinition } from '../datasets/index.ts'
import { cancelled } from '../errors.ts'
import { retrieveUsers } from './lanes/people.ts'
import { runAllOrAbort } from './lanes/ranges.ts'
import { createReportQueue } from './lanes/report-queue.ts'
import { retrieveSignIns } from './lanes/sign-ins.ts'
import { retrieveSingle } from './lanes/single.ts'
import { type Ledger, type RunDataset, runDataset } from './ledger.ts'
import type { DatasetPlan } from './plan.ts'
import type { Drift, SyncOrder, SyncPorts } from './ports.ts'
import { createTask, type DatasetTask } from './task.ts'

/**
 * Runs every planned dataset: the directory, sign-ins and reports side by side, all under the Graph client's
 * one limiter. What is whole is published together at the end. A connector that has never shown anything
 * shows its people as soon as everything about them has arrived, while the figures by day are still being
 * retrieved; and its directory already before that, unless most of the rest is there as well.
 *
 * @throws what the ledger throws when it cannot write, once every dataset has stopped.
 */
export async function runLanes(
  ports: SyncPorts,
  order: SyncOrder,
  plans: readonly DatasetPlan[],
  ledger: Ledger,
): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([order.signal, stop.signal])
  // Each with a signal of its own: one that all requests of a sync listen to is taken for a leak by older
  // versions of Node.
  const tasks = plans.map(plan => createTask(ports, order.connector.id, plan, AbortSignal.any([signal])))
  for (const task of tasks) task.state('waiting')
  const lanes = sortIntoLanes(tasks)
  const failures: unknown[] = []
  const run: RunDataset = (task, retrieve) =>
    runDataset(ports, ledger, task, retrieve).catch((error: unknown) => {
      failures.push(error)
      stop.abort()
      return error
    })
  const retrieveReports = createReportQueue(ports, run)
  const publishFirst = async (wanted?: (task: DatasetTask) => boolean): Promise<void> => {
    if (isFirstTime(lanes) && !signal.aborted) await ledger.publish(wanted)
  }
  const directory = async (): Promise<void> => {
    await runDirectory(ports, order, lanes, run)
    const muchIsToCome = ledger.settled() * 2 < tasks.length - lanes.daily.length
    // Without the reports that are there: what these say together would have to be derived twice.
    if (muchIsToCome) await publishFirst(({ plan }) => plan.definition.group === 'directory')
  }
  const everythingOfPeople = async (): Promise<void> => {
    await runAllOrAbort(stop, [
      directory,
      ...lanes.signIns.map(task => () => run(task, () => retrieveSignIns(ports, task))),
      () => retrieveReports(lanes.usage, 2),
      () => retrieveReports(lanes.supplements, 1, lanes.usage),
    ])
    await publishFirst()
  }
  await runAllOrAbort(stop, [everythingOfPeople, () => retrieveReports(lanes.daily, 0)])
  if (failures.length > 0) throw failures[0]
  if (order.signal.aborted) await leaveStaged(tasks, ledger)
  else await ledger.publish()
}

type Lanes = ReturnType<typeof sortIntoLanes>

async function runDirectory(
  ports: SyncPorts,
  order: SyncOrder,
  { single, users }: Lanes,
  run: RunDataset,
): Promise<void> {
  await Promise.all(
    single.map(task => run(task, () => retrieveSingle(ports, task, order.connector.clientId))),
  )
  await Promise.all(users.map(task => run(task, () => retrieveUsers(ports, task))))
}

/** Whether the connector has never shown its people. */
function isFirstTime({ users }: Lanes): boolean {
  return users.some(({ plan }) => plan.state?.succeededAt == null)
}

/** Cancelled: what is whole stays in staging, where the next sync finds it. */
async function leaveStaged(tasks: readonly DatasetTask[], ledger: Ledger): Promise<void> {
  const concluded = new Set(ledger.results().map(({ dataset }) => dataset))
  for (const task of tasks) if (!concluded.has(task.dataset)) await ledger.failed(task, cancelled())
}

function sortIntoLanes(tasks: readonly DatasetTask[]) {
  const inLane = (lane: DatasetDefinition['lane']) =>
    tasks.filter(({ plan }) => plan.definition.lane === lane)
  const reports = inLane('report')
  const isSupplement = ({ plan }: DatasetTask) => plan.definition.report?.report.isSupplement === true
  return {
    users: inLane('users'),
    signIns: inLane('signIns'),
    single: inLane('single'),
    usage: reports.filter(task => task.plan.definition.group === 'usage' && !isSupplement(task)),
    supplements: reports.filter(isSupplement),
    daily: reports.filter(({ plan }) => plan.definition.group === 'daily'),
  }
}

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
  for (const drift of drifting) ledger.find(listedAgain(drift))
  await ports.store.drift({ runId, peopleCount: ledger.peopleCount(), full: true })
}

function hasSucceeded(ledger: Ledger): boolean {
  return ledger.results().some(({ dataset, status }) => dataset === 'users' && status === 'succeeded')
}

function listedAgain({ dataset, subject, expected, actual }: Drift) {
  return {
    dataset,
    subject: `${subject}, before everybody was read in full`,
    expected,
    actual,
    verdict: 'explained' as const,
    explanation:
      'The counts disagreed twice in a row, so all users were read in full in this sync: changes alone do not bring every deletion and return.',
  }
}
