import { z } from 'zod'
import { daysOfApps } from '../../../core/graph/catalogue/report-days.ts'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { areNamesConcealed } from '../../../core/graph/csv/person-key.ts'
import type { Reader } from '../connection.ts'
import { sql } from '../sql.ts'
import { personReports } from '../views/apps.ts'
import type { GatheredReport } from './gathered-people.ts'

/** The reports that are stored, and what they say of the people together. */
export type StoredReports = {
  /** Those whose people count. */
  reports: GatheredReport[]
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
  refresh_date: z.string().nullable(),
  concealed: z.int(),
  has_activity: z.int(),
  row_count: z.int(),
})

/**
 * Reads which of the stored reports the catalogue knows. Where most reports show the names, one that conceals
 * them is left out: its rows are nobody's.
 */
export function readStoredReports(reader: Reader, catalogue: readonly UsageReport[]): StoredReports {
  const known = new Map(personReports(catalogue).map(report => [report.name, report]))
  const stored = reader
    .all(
      Stored,
      sql`select report_id, report, refresh_date, concealed, has_activity, row_count
        from usage_report order by report_id`,
    )
    .flatMap(row => {
      const report = known.get(row.report)
      return report === undefined ? [] : [{ ...row, report }]
    })
  const tells = stored.filter(row => row.has_activity === 1 && row.refresh_date !== null && row.row_count > 0)
  const allConcealed = areNamesConcealed(tells.map(({ concealed }) => concealed === 1))
  const counted = allConcealed ? stored : stored.filter(({ concealed }) => concealed === 0)
  const days = daysOfApps(counted.map(({ report, refresh_date: day }) => ({ report, day })))
  return {
    reports: counted.map(({ report_id: reportId, report }) => ({ report, reportId })),
    days,
    activityDay: allConcealed ? null : ([...days.values()].toSorted().at(-1) ?? null),
  }
}
