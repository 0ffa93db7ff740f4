import { z } from 'zod'
import { datasetId } from '../../../core/graph/catalogue/datasets.ts'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Reader } from '../connection.ts'
import { sql } from '../sql.ts'
import type { ReportFacts } from './balance-rules.ts'

const Unmatched = z.object({
  report: z.string(),
  period_days: z.int(),
  row_count: z.int(),
  concealed: z.int(),
  unmatched: z.int(),
  deleted: z.int(),
})
const Renamed = z.object({ renamed: z.int() })

/**
 * Gathers, per report, how many of its rows belong to nobody in the directory and what is known about these people: somebody whom one report
 * marks as deleted is deleted for all of them, since not every report has the mark. Only the unmatched are
 * looked at, so that this takes next to no time unless names are concealed, when everybody is unmatched and nothing needs to be known.
 */
export function reportFacts(reader: Reader, catalogue: readonly UsageReport[]): ReportFacts[] {
  const renamed =
    reader.first(
      Renamed,
      sql`select count(distinct user_id) as renamed from change
        where kind = 'user_changed' and detail like '%user_principal_name%'
          and at > (select strftime('%Y-%m-%d', max(at), '-30 days') from change)`,
    )?.renamed ?? 0
  return [...concealedReports(reader), ...unmatchedReports(reader)].map(row => ({
    dataset: nameOf(row, catalogue),
    rows: row.row_count,
    unmatched: row.unmatched,
    deleted: row.deleted,
    renamed,
    concealed: row.concealed === 1,
  }))
}

function nameOf(row: z.infer<typeof Unmatched>, catalogue: readonly UsageReport[]): string {
  const report = catalogue.find(({ name }) => name === row.report)
  const period = row.period_days === 0 ? null : row.period_days
  return report === undefined ? `usage.${row.report}` : datasetId(report, period)
}

function concealedReports(reader: Reader): z.infer<typeof Unmatched>[] {
  return reader.all(
    Unmatched,
    sql`select report, period_days, row_count, concealed, row_count as unmatched, 0 as deleted
      from usage_report where concealed = 1 order by report, period_days`,
  )
}

function unmatchedReports(reader: Reader): z.infer<typeof Unmatched>[] {
  return reader.all(
    Unmatched,
    sql`
      with nobody as materialized (
        select reports,
          is_deleted or person_key in (
            select lower(user_principal_name) from change where kind = 'user_removed') as was_deleted
        from usage_person where user_id is null
      )
      select report.report, report.period_days, report.row_count, report.concealed,
        count(*) as unmatched,
        coalesce(sum(nobody.was_deleted), 0) as deleted
      from usage_report as report
      cross join nobody on (nobody.reports >> report.report_id) & 1
      where report.concealed = 0
      group by report.report_id
      order by report.report, report.period_days`,
  )
}
