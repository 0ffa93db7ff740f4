import type { Staging } from '../../../core/staging/staging.ts'
import type { ReportFindings } from '../../../core/sync/ports.ts'
import { findReportDataset } from '../../../core/usage/catalogue/datasets.ts'
import { createReportReader, type ReportReader } from '../../../core/usage/reading/report-reader.ts'

/** The reports that are arriving. Their blocks may come in between each other. */
export type ReportSessions = {
  /** @param latestDay `YYYY-MM-DD`, after which no day of the report can be true */
  start(dataset: string, latestDay: string): void
  /**
   * After a block that could not be read the following ones, which may be on their way already, are ignored.
   */
  push(dataset: string, block: Uint8Array): void
  end(dataset: string): ReportFindings
  abort(dataset: string): void
}

type Session = { reader: ReportReader; failed: boolean }

export function createReportSessions(staging: Staging): ReportSessions {
  const sessions = new Map<string, Session>()

  const sessionOf = (dataset: string): Session => {
    const session = sessions.get(dataset)
    if (session === undefined) throw new Error(`No report of ${dataset} is arriving.`)
    return session
  }
  const within = <T>(dataset: string, session: Session, bytes: number, work: () => T): T => {
    try {
      return staging.addRows(dataset, bytes, work)
    } catch (error) {
      session.failed = true
      throw error
    }
  }

  return {
    start: (dataset, latestDay) => {
      const found = findReportDataset(dataset)
      if (found === null) throw new Error(`${dataset} is not a usage report.`)
      const reader = createReportReader(found.report, staging.startReport(dataset), latestDay)
      sessions.set(dataset, { reader, failed: false })
    },
    push: (dataset, block) => {
      const session = sessionOf(dataset)
      if (!session.failed) within(dataset, session, block.byteLength, () => session.reader.push(block))
    },
    end: dataset => {
      const session = sessionOf(dataset)
      const findings = within(dataset, session, 0, () => session.reader.end())
      staging.noteReport(dataset, findings)
      sessions.delete(dataset)
      return findings
    },
    abort: dataset => {
      if (!sessions.delete(dataset)) return
      staging.clear(dataset)
    },
  }
}
