import type { StatementListener } from '../../../core/database/ports.ts'
import { readPage } from '../../../core/datasets/page.ts'
import { AppError } from '../../../core/errors.ts'
import type { Staging } from '../../../core/staging/staging.ts'
import { writePublishedCopy } from '../published-copy.ts'
import { openTenantDatabase, type TenantWriter } from '../tenant.ts'
import { createDaySessions, type DaySessions } from './day-sessions.ts'
import type { CallHandlers, WorkerOrder } from './protocol.ts'
import { createReportSessions, type ReportSessions } from './report-sessions.ts'

type Opened = { tenant: TenantWriter; staging: Staging; reports: ReportSessions; days: DaySessions }

/**
 * The work of a worker. Nothing is opened before `open`, so that its failure can be answered like any other.
 *
 * @param onStatement receives the statements
 */
export function createHandlers(order: WorkerOrder, onStatement?: StatementListener): CallHandlers {
  let opened: Opened | null = null
  let diskIsFull = false

  const parts = (): Opened => {
    if (opened === null) throw new Error('The worker has not been opened.')
    return opened
  }
  const tenant = (): TenantWriter => parts().tenant
  const staged = <T>(work: (parts: Opened) => T): T => {
    try {
      return work(parts())
    } catch (error) {
      if (error instanceof AppError && error.code === 'diskFull') diskIsFull = true
      throw error
    }
  }

  return {
    open: () => {
      const { databaseFile, whenDamaged } = order
      const writer = openTenantDatabase(databaseFile, { whenDamaged, onStatement })
      opened = {
        tenant: writer,
        staging: writer.staging,
        reports: createReportSessions(writer.staging),
        days: createDaySessions(writer.days),
      }
      return { setAside: writer.setAside }
    },
    recover: () => staged(({ staging }) => staging.recover()),
    begin: ({ dataset, options }) => staged(({ staging }) => staging.begin(dataset, options)),
    page: ({ dataset, chain, kind, body }) =>
      staged(({ staging }) => staging.addPage(dataset, chain, rows => readPage(kind, body, rows))),
    reportStart: ({ dataset, latestDay }) => staged(({ reports }) => reports.start(dataset, latestDay)),
    reportBlock: ({ dataset, block }) =>
      staged(({ reports, days }) => {
        if (days.has(dataset)) days.push(dataset, block)
        else reports.push(dataset, block)
      }),
    reportEnd: ({ dataset }) => staged(({ reports }) => reports.end(dataset)),
    reportAbort: ({ dataset }) => staged(({ reports }) => reports.abort(dataset)),
    dayStart: order => parts().days.start(order),
    dayEnd: ({ at, ...order }) => staged(({ days }) => days.end(order, at)),
    dayAbort: ({ report }) => parts().days.abort(report),
    coverDays: ({ today }) => staged(({ tenant: writer }) => writer.days.cover(today)),
    askDay: ({ report, day, at }) => staged(({ tenant: writer }) => writer.days.ask(report, day, at)),
    noteDay: ({ report, day, problem }) => tenant().days.note(report, day, problem),
    complete: ({ dataset, notes }) => staged(({ staging }) => staging.complete(dataset, notes)),
    distinctRows: ({ dataset }) => staged(({ staging }) => staging.distinctRows(dataset)),
    removedRows: ({ dataset }) => staged(({ staging }) => staging.removedRows(dataset)),
    discard: ({ dataset }) => staged(({ staging }) => staging.discard(dataset)),
    close: () => {
      const closing = opened
      opened = null
      // What cannot be completed must not take the little room there is.
      closing?.tenant.close({ keepStaged: !diskIsFull })
    },
    copy: ({ target }) => writePublishedCopy(order.databaseFile, target),

    states: () => tenant().states(),
    note: ([dataset, state]) => tenant().note(dataset, state),
    startRun: ([run]) => tenant().startRun(run),
    prepare: ({ dataset }) => tenant().prepare(dataset),
    publish: ([publication]) => staged(parts => parts.tenant.publish(publication)),
    dropLeftovers: () => parts().staging.dropLeftovers(),
    lostInUse: ({ dataset }) => tenant().lostInUse(dataset),
    signInTimes: () => tenant().signInTimes(),
    peopleAfter: () => tenant().peopleAfter(),
    drift: ([question]) => tenant().drift(question),
    balance: ([facts]) => tenant().balance(facts),
    finishDataset: ([runId, result]) => tenant().finishDataset(runId, result),
    finishRun: ([runId, end]) => tenant().finishRun(runId, end),
  }
}
