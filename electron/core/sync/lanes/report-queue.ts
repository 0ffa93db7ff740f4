import PQueue from 'p-queue'
import type { ErrorCode } from '../../../contract/errors.ts'
import { AppError } from '../../errors.ts'
import { isTooSlow } from '../../graph/retry.ts'
import type { UsageReport } from '../../usage/catalogue/types.ts'
import type { RunDataset } from '../ledger.ts'
import type { Retrieved, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { latestTrueDay } from '../worse/report.ts'
import { reportOf, retrieveReport } from './reports.ts'
import { retrieveSupplement } from './supplement.ts'

/**
 * Reports that stream at the same time: as many as there are requests, of which each report needs one before
 * its download begins. More would only split the same bandwidth.
 */
const reportsAtOnce = 6

/**
 * After so many reports in a row that were given up on for the same host's sake, the others are not tried one
 * after the other.
 */
const givenUpInARow = 4

/**
 * Retrieves reports, each to its end. Among those that wait, the ones with the higher priority come first.
 */
type ReportQueue = (
  tasks: readonly DatasetTask[],
  priority: number,
  /** Others whose stored days show as well how late it is. */
  beside?: readonly DatasetTask[],
) => Promise<void>

/**
 * What holds for one report and for all of them is found out once: a missing permission, a service that does
 * not answer.
 */
export function createReportQueue(ports: SyncPorts, run: RunDataset): ReportQueue {
  const queue = new PQueue({ concurrency: reportsAtOnce })
  const concealed = new Set<string>()
  /** Of each report its periods that are on their way, so that what supplements them knows what came. */
  const underWay = new Map<string, Promise<void>[]>()
  let refusal: AppError | null = null
  let givenUp = 0
  const answer = async (task: DatasetTask, latestDay: string): Promise<Retrieved> => {
    const entry = reportOf(task)
    if (entry.isSupplement) {
      await Promise.all(underWay.get(entry.name) ?? [])
      return concealed.has(entry.name) ? notNeeded : retrieveSupplement(ports, task, latestDay)
    }
    const retrieved = await retrieveReport(ports, task, task.call(scopeOf(entry)), latestDay)
    if (retrieved.concealed ?? task.plan.state?.concealed) concealed.add(entry.name)
    return retrieved
  }
  const retrieve = async (task: DatasetTask, latestDay: string): Promise<void> => {
    const known = refusal
    const error = await run(task, () => (known === null ? answer(task, latestDay) : Promise.reject(known)))
    if (!(error instanceof AppError)) givenUp = 0
    else if (error.code === 'consentMissing') refusal = error
    else if (hasNoAnswer(error)) {
      givenUp += 1
      if (givenUp >= givenUpInARow) refusal = error
    }
  }
  return async (tasks, priority, beside = []) => {
    const storedDays = [...tasks, ...beside].flatMap(({ plan }) => plan.state?.refreshDate ?? [])
    const latestDay = latestTrueDay(ports.clock.now(), storedDays)
    await Promise.all(
      tasks.map(task => {
        const ended = queue.add(() => retrieve(task, latestDay), { priority })
        const { name, isSupplement } = reportOf(task)
        if (!isSupplement) underWay.set(name, [...(underWay.get(name) ?? []), ended])
        return ended
      }),
    )
  }
}

const noAnswer: ReadonlySet<ErrorCode> = new Set(['offline', 'timedOut', 'serviceUnavailable'])

/**
 * Whether every attempt ended before an answer, or in one that came too slowly: one report more would be as
 * long in vain.
 */
function hasNoAnswer(error: AppError): boolean {
  const { code, detail } = error
  if (code === 'tlsUntrusted' || isTooSlow(error)) return true
  return noAnswer.has(code) && detail['attempts'] !== undefined && detail['phase'] !== 'body'
}

/** Rows that are nobody's make nothing exact. */
const notNeeded: Retrieved = { status: 'notNeeded', rows: 0 }

const scopeOf = ({ graphFunction }: UsageReport) => `reports:${graphFunction}`
