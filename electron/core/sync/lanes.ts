import PQueue from 'p-queue'
import type { ErrorCode } from '../../contract/errors.ts'
import { AppError, cancelled } from '../errors.ts'
import type { Retrieved, SyncOrder, SyncPorts } from './context.ts'
import type { Ledger } from './ledger.ts'
import type { DatasetPlan } from './plan.ts'
import { retrieveReport } from './reports-lane.ts'
import { retrieveSignIns } from './sign-in-lane.ts'
import { retrieveSingle } from './single-lane.ts'
import { createTask, type DatasetTask } from './task.ts'
import { together } from './together.ts'
import { retrieveUsers } from './users-lane.ts'

/**
 * Reports that stream at the same time: as many as there are requests, of which each report needs one before its download begins. More
 * would only split the same bandwidth.
 */
const reportsAtOnce = 6

/** Runs one dataset to its end, which is noted in the ledger; answers with the error that ended it, if one did. */
type Run = (task: DatasetTask, retrieve: () => Promise<Retrieved>) => Promise<unknown>

/**
 * Runs every planned dataset: the directory, sign-ins and reports side by side, all under the Graph client's one limiter. What is whole
 * is published together at the end; when a connector has never shown anything, its directory is published as soon as it is there, unless
 * most of the rest is there as well.
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
  const tasks = plans.map(plan => createTask(ports, order.connector.id, plan, signal))
  for (const task of tasks) task.state('waiting')
  const lanes = sortIntoLanes(tasks)
  const failures: unknown[] = []
  const run: Run = (task, retrieve) =>
    runTask(ports, task, ledger, retrieve).catch((error: unknown) => {
      failures.push(error)
      stop.abort()
      return error
    })
  await together(stop, [
    async () => {
      await runDirectory(ports, order, lanes, run)
      const muchIsToCome = ledger.settled() * 2 < tasks.length
      if (isFirstTime(lanes) && muchIsToCome && !order.signal.aborted) await ledger.publish()
    },
    ...lanes.signIns.map(task => () => run(task, () => retrieveSignIns(ports, task))),
    () => runReports(ports, lanes.reports, run),
  ])
  if (failures.length > 0) throw failures[0]
  if (order.signal.aborted) await leaveStaged(tasks, ledger)
  else await ledger.publish()
}

type Lanes = ReturnType<typeof sortIntoLanes>

async function runDirectory(
  ports: SyncPorts,
  order: SyncOrder,
  { single, users }: Lanes,
  run: Run,
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

/** After so many reports in a row that were given up on for the same host's sake, the others are not tried one after the other. */
const givenUpInARow = 4

/** What holds for one report and for all of them is found out once: a missing permission, a service that does not answer. */
async function runReports(ports: SyncPorts, tasks: readonly DatasetTask[], run: Run): Promise<void> {
  const queue = new PQueue({ concurrency: reportsAtOnce })
  let refusal: AppError | null = null
  let givenUp = 0
  await queue.addAll(
    tasks.map(task => async () => {
      const known = refusal
      const error = await run(task, () =>
        known === null ? retrieveReport(ports, task) : Promise.reject(known),
      )
      if (!(error instanceof AppError)) givenUp = 0
      else if (error.code === 'consentMissing') refusal = error
      else if (hasNoAnswer(error)) {
        givenUp += 1
        if (givenUp >= givenUpInARow) refusal = error
      }
    }),
  )
}

const noAnswer: ReadonlySet<ErrorCode> = new Set(['offline', 'timedOut', 'serviceUnavailable'])

/** Whether every attempt ended before an answer: one report more would be as long in vain. */
function hasNoAnswer({ code, detail }: AppError): boolean {
  if (code === 'tlsUntrusted') return true
  return noAnswer.has(code) && detail['attempts'] !== undefined && detail['phase'] !== 'body'
}

/** Runs one dataset to its end, which is noted in the ledger; answers with the error that ended it, if one did. */
async function runTask(
  ports: SyncPorts,
  task: DatasetTask,
  ledger: Ledger,
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

function sortIntoLanes(tasks: readonly DatasetTask[]) {
  const isReport = (task: DatasetTask) => task.plan.definition.report !== null
  return {
    users: tasks.filter(({ dataset }) => dataset === 'users'),
    signIns: tasks.filter(({ dataset }) => dataset === 'sign_in_activity'),
    single: tasks.filter(
      task => !isReport(task) && task.dataset !== 'users' && task.dataset !== 'sign_in_activity',
    ),
    reports: tasks.filter(isReport),
  }
}

/** National clouds have no usage reports in v1.0 (deployments page): say so instead of asking. */
function notInThisCloud(): AppError {
  return new AppError('notInThisCloud', 'Microsoft Graph has no usage reports in this national cloud.', {
    fix: 'Nothing to do: licenses and people are complete. Usage reports exist in the global cloud only.',
  })
}
