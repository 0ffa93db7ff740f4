import { windowReport } from './build.ts'
import { usageReports } from './index.ts'
import type { UsageReport } from './types.ts'

/** A report and the period in days that it is retrieved for; null where the function takes none. */
export type ReportDataset = { report: UsageReport; period: number | null }

/**
 * The dataset of a report. The period belongs to the name only where a report is retrieved for several
 * periods, so that tenant counts keep their name whatever period covers the gap.
 */
export function datasetId(report: UsageReport, period: number | null): string {
  const group = report.grain === 'person' ? 'usage' : 'daily'
  const periods = report.periods.length + report.windowPeriods.length
  const ending = periods > 1 && period !== null ? `_d${period}` : ''
  return `${group}.${report.name}${ending}`
}

/** A report in each of the periods that it is asked for the first time, as it is kept of each. */
export function datasetsOf(report: UsageReport): ReportDataset[] {
  const periods = report.periods.length === 0 ? [null] : report.periods
  return [
    ...periods.map(period => ({ report, period })),
    ...report.windowPeriods.map(period => ({ report: windowReport(report), period })),
  ]
}

/** Every report in each of its periods. */
export function reportDatasets(): ReportDataset[] {
  return usageReports.flatMap(datasetsOf)
}

/** The report behind a dataset id; null when it is the id of no report. */
export function findReportDataset(dataset: string): ReportDataset | null {
  return reportDatasets().find(({ report, period }) => datasetId(report, period) === dataset) ?? null
}

/**
 * Days that are always asked for again: the newest ones are provisional, and Microsoft corrects days that
 * it has already reported.
 */
const overlapDays = 3
const shorterPeriods = [7, 30] as const

/**
 * The period to ask for when figures up to some day are there already. Tenant counts per day need only
 * cover the gap; every other report is about its period as a whole and keeps it.
 *
 * @param gapDays days between the newest day that is stored and today
 */
export function laterPeriod({ report, period }: ReportDataset, gapDays: number): number | null {
  if (report.grain !== 'day') return period
  return shorterPeriods.find(days => days >= gapDays + overlapDays) ?? period
}
