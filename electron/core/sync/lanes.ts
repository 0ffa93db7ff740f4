import PQueue from 'p-queue'
import { AppError, cancelled } from '../errors.ts'
import type { Retrieved, SyncOrder, SyncPorts } from './context.ts'
import type { Ledger } from './ledger.ts'
import type { DatasetPlan } from './plan.ts'
import { retrieveReport } from './reports-lane.ts'
import { retrieveSignIns } from './sign-in-lane.ts'
import { retrieveSingle } from './single-lane.ts'
import { createTask, type DatasetTask } from './task.ts'
import { retrieveUsers } from './users-lane.ts'

/** Reports that stream at the same time. More would only split the same bandwidth and hold more of it in memory. */
const reportsAtOnce = 4

/**
 * Runs every planned dataset: the directory, sign-ins and reports side by side, all under the Graph client's one limiter. What is whole
 * is published together at the end; when a connector has never shown anything, its directory is published as soon as it is there.
 */
export async function runLanes(
  ports: SyncPorts,
  order: SyncOrder,
  plans: readonly DatasetPlan[],
  ledger: Ledger,
): Promise<void> {
  const tasks = plans.map(plan => createTask(ports, order.connector.id, plan, order.signal))
  for (const task of tasks) task.state('waiting')
  const lanes = sortIntoLanes(tasks)
  const run = (task: DatasetTask, retrieve: () => Promise<Retrieved>) =>
    runTask(ports, task, ledger, retrieve)
  const directory = async () => {
    await Promise.all(
      lanes.single.map(task => run(task, () => retrieveSingle(ports, task, order.connector.clientId))),
    )
    await Promise.all(lanes.users.map(task => run(task, () => retrieveUsers(ports, task))))
    const firstTime = lanes.users.some(({ plan }) => plan.state?.succeededAt == null)
    if (firstTime && ledger.hasStaged() && !order.signal.aborted) await ledger.publish()
  }
  await Promise.all([
    directory(),
    ...lanes.signIns.map(task => run(task, () => retrieveSignIns(ports, task))),
    runReports(lanes.reports, (task, refusal) =>
      run(task, () => (refusal === null ? retrieveReport(ports, task) : Promise.reject(refusal))),
    ),
  ])
  if (order.signal.aborted) await leaveStaged(tasks, ledger)
  else await ledger.publish()
}

/** Cancelled: what is whole stays in staging, where the next sync finds it. */
async function leaveStaged(tasks: readonly DatasetTask[], ledger: Ledger): Promise<void> {
  const concluded = new Set(ledger.results().map(({ dataset }) => dataset))
  for (const task of tasks) if (!concluded.has(task.dataset)) await ledger.failed(task, cancelled())
}

/** Once one report is refused for the lack of the permission that all of them need, the others are not asked for any more. */
async function runReports(
  tasks: readonly DatasetTask[],
  run: (task: DatasetTask, refusal: AppError | null) => Promise<unknown>,
): Promise<void> {
  const queue = new PQueue({ concurrency: reportsAtOnce })
  let refusal: AppError | null = null
  await queue.addAll(
    tasks.map(task => async () => {
      const error = await run(task, refusal)
      if (error instanceof AppError && error.code === 'consentMissing') refusal = error
    }),
  )
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
    const retrieved = task.plan.resume?.complete ? resumed(task) : await retrieve()
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

/** A dataset that an interrupted run had brought in whole: its notes stand in for the answers that were read then. */
function resumed(task: DatasetTask): Retrieved {
  const { resume } = task.plan
  const notes = resume?.notes ?? {}
  const rows = resume?.rows ?? 0
  task.addRows(rows)
  return {
    status: 'staged',
    rows,
    ...(notes.deltaLink === undefined ? {} : { deltaLink: notes.deltaLink }),
    ...(notes.refreshDate === undefined ? {} : { refreshDate: notes.refreshDate }),
    ...(notes.fingerprint === undefined ? {} : { fingerprint: notes.fingerprint }),
    concealed: notes.concealed === '1',
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
