import { AppError } from '../../../core/errors.ts'
import { readPage } from '../../../core/graph/rows/page.ts'
import type { StatementListener } from '../connection.ts'
import { isDamaged } from '../open.ts'
import { openStaging, type Staging } from '../staging/staging.ts'
import { openTenantDatabase, type TenantWriter } from '../tenant.ts'
import type { CallHandlers, WorkerOrder } from './protocol.ts'
import { createReportSessions, type ReportSessions } from './report-sessions.ts'

type Opened = { staging: Staging; reports: ReportSessions; tenant: TenantWriter | null }

/**
 * The work of a worker. Nothing is opened before `open`, so that its failure can be answered like any other.
 *
 * @param onStatement hears the statements of both files
 */
export function createHandlers(order: WorkerOrder, onStatement?: StatementListener): CallHandlers {
  let opened: Opened | null = null
  let diskIsFull = false

  const parts = (): Opened => {
    if (opened === null) throw new Error('The worker has not been opened.')
    return opened
  }
  const tenant = (): TenantWriter => {
    const { tenant } = parts()
    if (tenant === null) throw new Error('This worker does not write the database.')
    return tenant
  }
  /** A damaged staging file is begun anew at once, because nothing that is in it can be published any more. */
  const staged = <T>(work: (parts: Opened) => T): T => {
    const current = parts()
    try {
      return work(current)
    } catch (error) {
      if (error instanceof AppError && error.code === 'diskFull') diskIsFull = true
      if (!isDamaged(error) || (error instanceof AppError && error.detail.dataset !== undefined)) throw error
      current.staging.destroy()
      const staging = openStaging(order.stagingFile, Date.now, onStatement)
      opened = { ...current, staging, reports: createReportSessions(staging) }
      throw stagingLost(error)
    }
  }

  return {
    open: () => {
      opened = openParts(order, onStatement)
      return { setAside: opened.tenant?.setAside ?? null }
    },
    recover: () => staged(({ staging }) => staging.recover()),
    begin: ({ dataset, options }) => staged(({ staging }) => staging.begin(dataset, options)),
    page: ({ dataset, chain, kind, body }) =>
      staged(({ staging }) => staging.addPage(dataset, chain, rows => readPage(kind, body, rows))),
    reportStart: ({ dataset, latestDay }) => staged(({ reports }) => reports.start(dataset, latestDay)),
    reportBlock: ({ dataset, block }) => staged(({ reports }) => reports.push(dataset, block)),
    reportEnd: ({ dataset }) => staged(({ reports }) => reports.end(dataset)),
    reportAbort: ({ dataset }) => staged(({ reports }) => reports.abort(dataset)),
    complete: ({ dataset, notes }) => staged(({ staging }) => staging.complete(dataset, notes)),
    distinctRows: ({ dataset }) => staged(({ staging }) => staging.distinctRows(dataset)),
    removedRows: ({ dataset }) => staged(({ staging }) => staging.removedRows(dataset)),
    discard: ({ dataset }) => staged(({ staging }) => staging.discard(dataset)),
    close: () => {
      const closing = opened
      opened = null
      // On a full disk even reading needs a little room, which what cannot be completed must not take.
      if (diskIsFull) closing?.staging.destroy()
      else closing?.staging.close()
      closing?.tenant?.close()
    },

    states: () => tenant().states(),
    note: ([dataset, state]) => tenant().note(dataset, state),
    startRun: ([run]) => tenant().startRun(run),
    prepare: ({ dataset, stagingFile }) => tenant().prepare(stagingFile, dataset),
    publish: ({ publication, stagingFiles }) => tenant().publish(stagingFiles, publication),
    lostInUse: ({ dataset, stagingFile }) => tenant().lostInUse(stagingFile, dataset),
    signInTimes: ({ stagingFile }) => tenant().signInTimes(stagingFile),
    peopleAfter: ({ stagingFile }) => tenant().peopleAfter(stagingFile),
    drift: ([question]) => tenant().drift(question),
    balance: ([facts]) => tenant().balance(facts),
    finishDataset: ([runId, result]) => tenant().finishDataset(runId, result),
    finishRun: ([runId, end]) => tenant().finishRun(runId, end),
  }
}

/** Opens both or neither. */
function openParts(
  { databaseFile, stagingFile, whenDamaged }: WorkerOrder,
  onStatement: StatementListener | undefined,
): Opened {
  const options = { whenDamaged, onStatement }
  const tenant = databaseFile === null ? null : openTenantDatabase(databaseFile, options)
  try {
    const staging = openStaging(stagingFile, Date.now, onStatement)
    return { staging, reports: createReportSessions(staging), tenant }
  } catch (error) {
    tenant?.close()
    throw error
  }
}

function stagingLost(cause: unknown): AppError {
  return new AppError('databaseDamaged', 'A file in which downloaded data waited was damaged.', {
    fix: 'Sync again: it is downloaded anew. What was there before is unchanged.',
    cause,
  })
}
