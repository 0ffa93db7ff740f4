import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import { layoutOf } from '../views/create.ts'
import { type Counts, countOf } from './counts.ts'
import type { PublicationContext } from './publication.ts'
import type { StagedSource } from './staged.ts'

export type UsageDataset = { report: UsageReport; period: number | null }

/** What was found out about a report while it was read. */
export type ReportFacts = { refreshDate: string | null; concealed: boolean }

/**
 * Makes the stored rows of a report and period those that were staged. Rows that are the same stay untouched, because every page that is
 * written again costs time in a big tenant.
 */
export function publishUsageReport(
  writer: Writer,
  { report, period }: UsageDataset,
  source: StagedSource,
  facts: ReportFacts,
  context: PublicationContext,
): Counts {
  const reportId = reportIdOf(writer, report, period, context)
  const count = sql`select count(*) as count from usage_row where report_id = ${reportId}`
  const before = countOf(writer, count)
  const changed = upsertRows(writer, reportId, source)
  const after = countOf(writer, count)
  const inserted = after - before
  const removed = removeMissing(writer, reportId, source, after)
  writer.run(sql`
    update usage_report set
      refresh_date = ${facts.refreshDate},
      concealed = ${facts.concealed ? 1 : 0},
      row_count = ${after - removed},
      retrieved_at = ${context.at}
    where report_id = ${reportId}`)
  return { inserted, updated: Math.max(0, changed - inserted), removed }
}

const Id = z.object({ report_id: z.int() })

function reportIdOf(
  writer: Writer,
  report: UsageReport,
  period: number | null,
  { at }: PublicationContext,
): number {
  writer.run(sql`
    insert into usage_report (
      report, period_days, refresh_date, concealed, has_activity, layout, row_count, retrieved_at)
    values (
      ${report.name}, ${period ?? 0}, null, 0, ${report.activity.length > 0 ? 1 : 0}, ${layoutOf(report)}, 0, ${at})
    on conflict (report, period_days) do nothing`)
  const found = writer.first(
    Id,
    sql`select report_id from usage_report where report = ${report.name} and period_days = ${period ?? 0}`,
  )
  if (found === null) throw new Error(`The report ${report.name} has not been entered.`)
  return found.report_id
}

/** In the order of the keys, so that each page of the table is written once; the last of several rows with one key stays. */
function upsertRows(writer: Writer, reportId: number, source: StagedSource): number {
  return writer.run(sql`
    insert into usage_row (report_id, person_key, item, cells)
    select
      ${reportId},
      case instr(key, char(9)) when 0 then key else substr(key, 1, instr(key, char(9)) - 1) end,
      case instr(key, char(9)) when 0 then '' else substr(key, instr(key, char(9)) + 1) end,
      row
    from ${source.rows} order by key, rowid
    on conflict (report_id, person_key, item) do update set cells = excluded.cells where cells <> excluded.cells`)
}

/** Takes out the rows that were not staged again; when the numbers agree there are none. */
function removeMissing(writer: Writer, reportId: number, source: StagedSource, stored: number): number {
  if (stored === countOf(writer, sql`select count(*) as count from ${source.rows}`)) return 0
  writer.run(sql`create temp table incoming_key (key text primary key) strict, without rowid`)
  writer.run(sql`
    insert or ignore into temp.incoming_key
    select rtrim(key, char(9)) from ${source.rows}`)
  const removed = writer.run(sql`
    delete from usage_row
    where report_id = ${reportId} and not exists (
      select 1 from temp.incoming_key
      where key = usage_row.person_key || case usage_row.item when '' then '' else char(9) || usage_row.item end)`)
  writer.run(sql`drop table temp.incoming_key`)
  return removed
}
