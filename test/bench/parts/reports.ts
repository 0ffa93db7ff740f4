import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ReportRequest } from '../../../electron/contract/reports.ts'
import type { Clock } from '../../../electron/core/ports.ts'
import { reportDescriptions } from '../../../electron/core/reports/index.ts'
import { createReportReader } from '../../../electron/core/reports/reader.ts'
import { openReader } from '../../../electron/platform/sqlite/open.ts'
import { figure, median, say } from '../support/output.ts'
import { fillReportTenant, newestUsageDay } from './report-tenant.ts'

const people = 200_000
const repetitions = 9

/** Two days after the newest day of usage, as it is with Microsoft. */
const clock: Clock = {
  now: () => Date.parse(`${newestUsageDay}T12:00:00Z`) + 2 * 86_400_000,
  sleep: () => Promise.resolve(),
}

/**
 * The first page of every report on a database that is filled by SQL instead of a sync: with a connection
 * that has just been opened, as a command has it, and with one that is kept open, as a window has it.
 */
export function measureReportPages(): void {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-bench-'))
  try {
    const file = join(folder, 'tenant.sqlite')
    const started = performance.now()
    fillReportTenant(file, people)
    say(`First page of each report, ${people.toLocaleString('en')} people filled in ${seconds(started)} s`)
    for (const { name } of reportDescriptions()) measure(file, name)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measure(file: string, report: string): void {
  const request = ReportRequest.parse({ connector: 'bench', report })
  const opened: number[] = []
  const kept: number[] = []
  let total = 0
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const reader = createReportReader(() => openReader(file), clock)
    for (const times of [opened, kept]) {
      const started = performance.now()
      total = reader.page(request).total
      times.push(performance.now() - started)
    }
    reader.close()
  }
  figure(
    report,
    `${median(opened).toFixed(1)} ms just opened, ${median(kept).toFixed(1)} ms kept open, of ${total.toLocaleString('en')} rows`,
  )
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}

measureReportPages()
