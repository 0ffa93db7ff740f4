import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { datasetId } from '../../usage/catalogue/datasets.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import type { UsageReport } from '../../usage/catalogue/types.ts'
import { type UsageTable, usageTables } from '../../usage/storing/tables.ts'
import { isActivation, type WitnessApp, witnessApps } from '../products/plan-kinds.ts'

/** How far a report can be relied on. `stale`: it is more than {@link staleDays} older than the sync. */
export const reportStatuses = [
  'ok',
  'stale',
  'failed',
  'emptied',
  'concealed',
  'not_granted',
  'not_offered',
] as const
export type ReportStatus = (typeof reportStatuses)[number]

/**
 * Older than this, in days before the sync, a report is stale; older than `missingDays` it says nothing any
 * more.
 */
export const staleDays = 3
export const missingDays = 10

const supplements = usageTables(usageReports).filter(({ report }) => report.isSupplement)

/**
 * The kept states of the reports that tell who used what. A period that is read for its yes and no alone says
 * nothing of how far its report can be relied on, come or not.
 */
export const judgingReports: Sql = raw(`(
  select report, period_days, refresh_date, status from report_state
  where (report, period_days) not in (values ${supplements
    .map(({ report, periodDays }) => `('${report.name}', ${periodDays})`)
    .join(', ')}))`)

/** A report of people in one of its periods, as it stands after a sync. */
export type ReportState = {
  readonly table: UsageTable
  readonly status: ReportStatus
  /** `YYYY-MM-DD`, the day up to which it tells; null where it never came or does not say. */
  readonly refreshDate: string | null
}

/** Why nothing can be said of an app for anybody; null where its reports can be read. */
export type AppGap = 'not_granted' | 'report_missing' | 'concealed'

/** Of an app: the day up to which its use is known, and the reports whose rows say whom they cover. */
export type AppDay = {
  readonly app: WitnessApp
  /** Why nothing is known of those without a use; with it and a day, a shorter report still shows uses. */
  readonly gap: AppGap | null
  /** Null where no report of the app can be read. */
  readonly refreshDate: string | null
  /** The tables that name everybody whom the app's longest report covers. */
  readonly covering: readonly UsageTable[]
}

const Stored = z.object({
  report: z.string(),
  period_days: z.int(),
  refresh_date: z.string().nullable(),
  concealed: z.int(),
  row_count: z.int(),
})
const Problem = z.object({ dataset: z.string(), problem: z.string().nullable() })

/**
 * The reports of people after a sync.
 *
 * @param syncDay `YYYY-MM-DD`, the day of the sync
 */
export function readReportStates(
  reader: Reader,
  catalogue: readonly UsageReport[],
  syncDay: string,
): ReportState[] {
  const stored = reader.all(
    Stored,
    sql`select report, period_days, refresh_date, concealed, row_count from usage_report`,
  )
  const problems = new Map(
    reader
      .all(Problem, sql`select dataset, problem from dataset_state where dataset like 'usage.%'`)
      .map(({ dataset, problem }) => [dataset, problem]),
  )
  return usageTables(catalogue).map(table => {
    const period = table.periodDays === 0 ? null : table.periodDays
    const found = stored.find(
      ({ report, period_days }) => report === table.report.name && period_days === table.periodDays,
    )
    const problem = problems.get(datasetId(table.report, period)) ?? null
    const refreshDate = found?.refresh_date ?? null
    return { table, refreshDate, status: statusOf(found ?? null, problem, syncDay) }
  })
}

const refusals: Readonly<Record<string, ReportStatus>> = {
  notGranted: 'not_granted',
  licenseMissing: 'not_offered',
  notInThisCloud: 'not_offered',
  emptied: 'emptied',
}

function statusOf(
  stored: z.infer<typeof Stored> | null,
  problem: string | null,
  syncDay: string,
): ReportStatus {
  if (problem !== null) return refusals[problem] ?? 'failed'
  if (stored === null) return 'failed'
  if (stored.concealed === 1) return 'concealed'
  if (stored.refresh_date === null) return stored.row_count === 0 ? 'emptied' : 'failed'
  return daysBetween(stored.refresh_date, syncDay) > staleDays ? 'stale' : 'ok'
}

/** Whether some report of the app can be read, be it one of a shorter period alone. */
export const isReadable = ({ refreshDate }: AppDay): boolean => refreshDate !== null

/** What the reports' states come to for each app that can be a witness. */
export function appDays(states: readonly ReportState[], syncDay: string): AppDay[] {
  return witnessApps.map(app => {
    const carriers = states.filter(({ table }) => carries(table.report, app))
    const usable = carriers.filter(
      ({ status, refreshDate }) =>
        (status === 'ok' || status === 'stale') &&
        refreshDate !== null &&
        daysBetween(refreshDate, syncDay) <= missingDays,
    )
    const longest = Math.max(...carriers.map(({ table }) => table.periodDays))
    const covering = usable.filter(({ table }) => table.periodDays === longest).map(({ table }) => table)
    const refreshDate =
      usable
        .map(state => state.refreshDate)
        .toSorted()
        .at(-1) ?? null
    return { app, gap: covering.length === 0 ? gapOf(carriers) : null, refreshDate, covering }
  })
}

function carries(report: UsageReport, app: WitnessApp): boolean {
  return isActivation(app)
    ? report.activations.length > 0
    : report.activity.some(activity => activity.app === app)
}

function gapOf(carriers: readonly ReportState[]): AppGap {
  const statuses = new Set(carriers.map(({ status }) => status))
  const isRefused = [...statuses].every(status => status === 'not_granted' || status === 'not_offered')
  if (isRefused) return 'not_granted'
  return statuses.has('concealed') ? 'concealed' : 'report_missing'
}
