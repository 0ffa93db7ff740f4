import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { hasPersonChunks } from '../../../core/graph/csv/report-reader.ts'
import type { Writer } from '../connection.ts'
import type { GatheredReport } from '../derive/gathered-people.ts'
import type { Gathering } from '../derive/gathering.ts'
import { identifier, sql } from '../sql.ts'
import { type Counts, countOf, noCounts } from './counts.ts'
import type { StagedSource } from './staged.ts'
import { copyChunks, dropRepeated } from './usage-chunks.ts'
import { bestItems } from './usage-items.ts'

export type UsageDataset = { report: UsageReport; period: number | null }

/** The rows of a report that are stored and not yet published. */
export type Generation = { reportId: number; rowCount: number; counts: Counts }

const Remembered = z.object({
  report_id: z.int(),
  source: z.string(),
  row_count: z.int(),
  inserted: z.int(),
  updated: z.int(),
  removed: z.int(),
})

/**
 * Stores the staged rows of a usage report under a number of their own, which nothing names yet, and counts how they differ from the
 * published ones, while its people are gathered. What was stored from the same staged rows before is taken as it is; anything else that was left is given up.
 */
export function prepareGeneration(
  writer: Writer,
  dataset: UsageDataset,
  source: StagedSource,
  gathering: Gathering,
): Generation {
  const stored = writer.first(
    Remembered,
    sql`select report_id, source, row_count, inserted, updated, removed
      from usage_generation where dataset = ${source.dataset}`,
  )
  if (stored !== null && stored.source === source.identity) {
    const { report_id: reportId, row_count: rowCount, inserted, updated, removed } = stored
    return { reportId, rowCount, counts: { inserted, updated, removed } }
  }
  if (stored !== null) giveUp(writer, source.dataset)
  const reportId = freeReportId(writer)
  if (reportId === null) throw new Error('There are more reports than can be numbered.')
  const current = currentReportId(writer, dataset)
  const { rowCount, counts } = hasPersonChunks(dataset.report)
    ? storeChunks(writer, { report: dataset.report, reportId }, source, current, gathering)
    : storeItems(writer, { report: dataset.report, reportId }, source, current)
  writer.run(sql`
    insert into usage_generation (dataset, report_id, source, row_count, inserted, updated, removed)
    values (${source.dataset}, ${reportId}, ${source.identity}, ${rowCount}, ${counts.inserted}, ${counts.updated},
      ${counts.removed})`)
  return { reportId, rowCount, counts }
}

const Current = z.object({ report_id: z.int() })

/** The number that a report's published rows have, null when there are none. */
export function currentReportId(writer: Writer, { report, period }: UsageDataset): number | null {
  const found = writer.first(
    Current,
    sql`select report_id from usage_report where report = ${report.name} and period_days = ${period ?? 0}`,
  )
  return found?.report_id ?? null
}

/** Deletes the rows that nothing names any more. */
export function sweepUsage(writer: Writer): void {
  writer.transaction(() => {
    for (const table of ['usage_row', 'usage_chunk']) {
      writer.run(
        sql`delete from ${identifier(table)} where report_id in (select report_id from usage_garbage)`,
      )
    }
    writer.run(sql`delete from usage_garbage`)
  })
}

function giveUp(writer: Writer, dataset: string): void {
  writer.run(sql`
    insert into usage_garbage (report_id) select report_id from usage_generation where dataset = ${dataset}`)
  writer.run(sql`delete from usage_generation where dataset = ${dataset}`)
}

/** So many bits fit into the number that tells which reports name a person, which is three times more than there are reports. */
const highestReportId = 52

/** Whether another report can be stored; otherwise the rows that nothing names any more have to be swept first. */
export function canStoreReport(writer: Writer): boolean {
  return freeReportId(writer) !== null
}

function freeReportId(writer: Writer): number | null {
  const found = writer.first(
    z.object({ id: z.int().nullable() }),
    sql`
      with recursive candidate (id) as (values (1) union all select id + 1 from candidate where id < ${highestReportId})
      select min(id) as id from candidate
      where id not in (select report_id from usage_report)
        and id not in (select report_id from usage_generation)
        and id not in (select report_id from usage_garbage)`,
  )
  return found?.id ?? null
}

type Stored = Omit<Generation, 'reportId'>

function storeChunks(
  writer: Writer,
  stored: GatheredReport,
  source: StagedSource,
  current: number | null,
  gathering: Gathering,
): Stored {
  const chunks = { reportId: stored.reportId, apps: stored.report.activity.length }
  copyChunks(writer, chunks.reportId, source)
  if (gathering.add(writer, stored) > 0) {
    dropRepeated(writer, chunks)
    gathering.forget()
    gathering.add(writer, stored)
  }
  const rowCount = countOf(
    writer,
    sql`select coalesce(sum(rows), 0) as count from usage_chunk where report_id = ${chunks.reportId}`,
  )
  if (current === null) return { rowCount, counts: { ...noCounts, inserted: rowCount } }
  const { same, updated, removed } = gathering.compare(writer, stored, { ...chunks, reportId: current })
  return { rowCount, counts: { inserted: rowCount - same - updated, updated, removed } }
}

/** In the order of the keys, so that each page of the table is written once. */
function storeItems(
  writer: Writer,
  { report, reportId }: GatheredReport,
  source: StagedSource,
  current: number | null,
): Stored {
  // A staged key ends with a tab and the item.
  writer.run(sql`
    insert into usage_row (report_id, person_key, item, cells)
    select ${reportId}, substr(key, 1, instr(key, char(9)) - 1), substr(key, instr(key, char(9)) + 1), row
    from (${bestItems(report, source)}) order by key`)
  const rowCount = countOf(writer, sql`select count(*) as count from usage_row where report_id = ${reportId}`)
  return { rowCount, counts: compareItems(writer, reportId, rowCount, current) }
}

const Matched = z.object({ matched: z.int(), same: z.int() })

function compareItems(writer: Writer, reportId: number, rowCount: number, current: number | null): Counts {
  if (current === null) return { inserted: rowCount, updated: 0, removed: 0 }
  const before = countOf(writer, sql`select count(*) as count from usage_row where report_id = ${current}`)
  const { matched, same } = writer.first(
    Matched,
    sql`select count(*) as matched, coalesce(sum(earlier.cells = fresh.cells), 0) as same
      from usage_row as fresh
      cross join usage_row as earlier on earlier.report_id = ${current}
        and earlier.person_key = fresh.person_key and earlier.item = fresh.item
      where fresh.report_id = ${reportId}`,
  ) ?? { matched: 0, same: 0 }
  return { inserted: rowCount - matched, updated: matched - same, removed: before - matched }
}
