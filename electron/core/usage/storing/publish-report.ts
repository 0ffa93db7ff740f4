import { z } from 'zod'
import { type Counts, countOf } from '../../database/counts.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { identifier, raw, sql } from '../../database/sql.ts'
import type { StagedSource } from '../../database/staged-source.ts'
import { keepNewDays } from './activity-days.ts'
import { keyColumns, type UsageTable } from './tables.ts'

/** What was found out about a report while it was read. */
export type ReportFacts = { refreshDate: string | null; concealed: boolean }

const Matched = z.object({ matched: z.int(), same: z.int() })

/** How the rows of a report that wait differ from the published ones. */
export function compareReport(reader: Reader, table: UsageTable): Counts {
  const [live, shadow] = [identifier(table.name), identifier(table.shadow)]
  const before = countOf(reader, sql`select count(*) as count from ${live}`)
  const now = countOf(reader, sql`select count(*) as count from ${shadow}`)
  if (before === 0) return { inserted: now, updated: 0, removed: 0 }
  const key = keyColumns(table.report)
  const cells = table.columns.filter(column => !key.includes(column))
  const columns = (alias: string) => cells.map(column => `${alias}.${identifier(column).text}`).join(', ')
  const { matched, same } = reader.first(
    Matched,
    sql`select count(*) as matched, coalesce(sum((${raw(columns('fresh'))}) is (${raw(columns('stored'))})), 0) as same
      from ${shadow} as fresh cross join ${live} as stored using (${raw(key.join(', '))})`,
  ) ?? { matched: 0, same: 0 }
  return { inserted: now - matched, updated: matched - same, removed: before - matched }
}

/**
 * Lets the rows that wait take the place of a report's published ones: their table gets the published one's
 * name. Nothing is copied.
 *
 * @param at ISO 8601 UTC
 * @returns whether nothing was published of the report before
 */
export function publishUsageReport(
  writer: Writer,
  table: UsageTable,
  source: Pick<StagedSource, 'rowCount' | 'namelessRows' | 'unreadableRows'>,
  facts: ReportFacts,
  at: string,
): boolean {
  const [live, shadow] = [identifier(table.name), identifier(table.shadow)]
  const stored = countOf(writer, sql`select count(*) as count from ${shadow}`)
  const isFirst = countOf(writer, sql`select count(*) as count from (select 1 from ${live} limit 1)`) === 0
  if (!isFirst && !facts.concealed) keepNewDays(writer, table)
  writer.run(sql`drop table ${live}`)
  writer.run(sql`alter table ${shadow} rename to ${live}`)
  writer.run(sql`
    insert into usage_report (
      report, period_days, refresh_date, concealed, counts, row_count, nameless_rows, unreadable_rows, retrieved_at)
    values (${table.report.name}, ${table.periodDays}, ${facts.refreshDate}, ${facts.concealed ? 1 : 0}, 1,
      ${stored > 0 ? stored : source.rowCount}, ${source.namelessRows}, ${source.unreadableRows}, ${at})
    on conflict (report, period_days) do update set
      refresh_date = excluded.refresh_date, concealed = excluded.concealed, row_count = excluded.row_count,
      nameless_rows = excluded.nameless_rows, unreadable_rows = excluded.unreadable_rows,
      retrieved_at = excluded.retrieved_at`)
  return isFirst
}
