import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import { layoutOf } from '../views/create.ts'
import type { Counts } from './counts.ts'
import type { PublicationContext } from './publication.ts'
import type { StagedSource } from './staged.ts'
import { currentReportId, prepareGeneration, type UsageDataset } from './usage-generation.ts'

/** What was found out about a report while it was read. */
export type ReportFacts = { refreshDate: string | null; concealed: boolean }

/**
 * Lets the rows that were staged take the place of a report's stored ones. Whatever has been prepared is only named here; the rows of
 * before stay where they are, uncounted, until they are swept away.
 */
export function publishUsageReport(
  writer: Writer,
  dataset: UsageDataset,
  source: StagedSource,
  facts: ReportFacts,
  { at, gathering }: PublicationContext,
): Counts {
  const { report } = dataset
  const period = dataset.period ?? 0
  const { reportId, rowCount, counts } = prepareGeneration(writer, dataset, source, gathering)
  const current = currentReportId(writer, dataset)
  if (current !== null) {
    writer.run(sql`insert into usage_garbage (report_id) values (${current})`)
    writer.run(sql`delete from usage_report where report_id = ${current}`)
  }
  writer.run(sql`
    insert into usage_report (
      report_id, report, period_days, refresh_date, concealed, has_activity, layout, row_count,
      nameless_rows, unreadable_rows, retrieved_at)
    values (
      ${reportId}, ${report.name}, ${period}, ${facts.refreshDate}, ${facts.concealed ? 1 : 0},
      ${report.activity.length > 0 ? 1 : 0}, ${layoutOf(report)}, ${rowCount},
      ${source.namelessRows}, ${source.unreadableRows}, ${at})`)
  writer.run(sql`delete from usage_generation where dataset = ${source.dataset}`)
  return counts
}
