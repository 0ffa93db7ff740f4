import { z } from 'zod'
import { type CoverageReport, dayStates } from '../../contract/insight/daily-activity.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'

const Day = z.object({
  report: z.string(),
  date: z.string(),
  state: z.enum(dayStates),
  active_users: z.int().nullable(),
  problem: z.string().nullable(),
})
const Report = z.object({ report: z.string(), newest_day: z.string().nullable(), concealed: z.int() })

/** Every day that is known of each report that is asked for by day, ascending. */
export function readCoverage(reader: Reader): CoverageReport[] {
  const days = Map.groupBy(
    reader.all(
      Day,
      sql`select report, date, state, active_users, problem from v_activity_coverage order by report, date`,
    ),
    ({ report }) => report,
  )
  const reports = reader.all(
    Report,
    sql`select report, max(refresh_date) as newest_day, max(concealed) as concealed
      from usage_report where report in (select report from activity_coverage) group by report`,
  )
  return [...days].map(([report, rows]) => {
    const stored = reports.find(known => known.report === report)
    return {
      report,
      newestDay: stored?.newest_day ?? null,
      concealed: stored?.concealed === 1,
      days: rows.map(({ date, state, active_users, problem }) => ({
        date,
        state,
        activeUsers: active_users,
        problem,
      })),
    }
  })
}
