import PQueue from 'p-queue'
import type { ErrorCode } from '../../contract/errors.ts'
import { AppError } from '../errors.ts'
import { isTooSlow } from '../graph/retry.ts'
import type { SyncPorts } from './context.ts'
import { retrieveReport } from './reports-lane.ts'
import type { RunDataset } from './run-dataset.ts'
import type { DatasetTask } from './task.ts'
import { latestTrueDay } from './worse-report.ts'

/**
 * Reports that stream at the same time: as many as there are requests, of which each report needs one before its download begins. More
 * would only split the same bandwidth.
 */
const reportsAtOnce = 6

/** After so many reports in a row that were given up on for the same host's sake, the others are not tried one after the other. */
const givenUpInARow = 4

/** Retrieves reports, each to its end. Among those that wait, the ones with the higher priority come first. */
export type ReportQueue = (tasks: readonly DatasetTask[], priority: number) => Promise<void>

/** What holds for one report and for all of them is found out once: a missing permission, a service that does not answer. */
export function createReportQueue(ports: SyncPorts, run: RunDataset): ReportQueue {
  const queue = new PQueue({ concurrency: reportsAtOnce })
  let refusal: AppError | null = null
  let givenUp = 0
  const retrieve = async (task: DatasetTask, latestDay: string): Promise<void> => {
    const known = refusal
    const error = await run(task, () =>
      known === null ? retrieveReport(ports, task, latestDay) : Promise.reject(known),
    )
    if (!(error instanceof AppError)) givenUp = 0
    else if (error.code === 'consentMissing') refusal = error
    else if (hasNoAnswer(error)) {
      givenUp += 1
      if (givenUp >= givenUpInARow) refusal = error
    }
  }
  return async (tasks, priority) => {
    const storedDays = tasks.flatMap(({ plan }) => plan.state?.refreshDate ?? [])
    const latestDay = latestTrueDay(ports.clock.now(), storedDays)
    await queue.addAll(
      tasks.map(task => () => retrieve(task, latestDay)),
      { priority },
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
