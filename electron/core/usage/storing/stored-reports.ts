import { z } from 'zod'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { daysOfApps } from '../catalogue/report-days.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { areNamesConcealed } from '../reading/person-key.ts'
import type { CountedTable } from './activity.ts'
import { usageTables } from './tables.ts'

/** The reports that are stored and whose people count, and what they say of the people together. */
export type StoredReports = {
  tables: CountedTable[]
  /** Of each app the day up to which its activity is known. */
  days: ReadonlyMap<string, string>
  /**
   * The newest of these days; null while nobody's activity is known, because names are concealed or nothing
   * was retrieved.
   */
  activityDay: string | null
}

const Stored = z.object({
  report_id: z.int(),
  report: z.string(),
  period_days: z.int(),
  refresh_date: z.string().nullable(),
  concealed: z.int(),
  row_count: z.int(),
})
type Stored = z.infer<typeof Stored>

/**
 * Decides which of the stored reports count, and keeps that in `usage_report.counts`: where most reports show
 * the names, one that conceals them does not, for its rows are nobody's.
 */
export function markCountedReports(writer: Writer, catalogue: readonly UsageReport[]): StoredReports {
  const stored = readStored(writer)
  const known = usageTables(catalogue)
  const found = known.flatMap((table, index) => {
    const row = stored.find(
      ({ report, period_days }) => report === table.report.name && period_days === table.periodDays,
    )
    return row === undefined ? [] : [{ row, table, alias: `t${index}` }]
  })
  const allConcealed = areNamesConcealed(
    found.filter(({ row, table }) => saysWho(row, table.report)).map(({ row }) => row.concealed === 1),
  )
  const counted = allConcealed ? found : found.filter(({ row }) => row.concealed === 0)
  const ids = JSON.stringify(counted.map(({ row }) => row.report_id))
  writer.run(sql`
    update usage_report set counts = report_id in (select value from json_each(${ids}))
    where counts <> (report_id in (select value from json_each(${ids})))`)
  const days = daysOfApps(counted.map(({ row, table }) => ({ report: table.report, day: row.refresh_date })))
  return {
    tables: counted.map(({ row, table, alias }) => ({
      table,
      alias,
      reportId: row.report_id,
      day: row.refresh_date,
    })),
    days,
    activityDay: allConcealed ? null : ([...days.values()].toSorted().at(-1) ?? null),
  }
}

function readStored(reader: Reader): Stored[] {
  return reader.all(
    Stored,
    sql`select report_id, report, period_days, refresh_date, concealed, row_count from usage_report`,
  )
}

function saysWho(row: Stored, { activity }: UsageReport): boolean {
  return activity.length > 0 && row.refresh_date !== null && row.row_count > 0
}
