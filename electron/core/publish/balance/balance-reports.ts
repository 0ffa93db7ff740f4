import { z } from 'zod'
import { readMeta } from '../../database/meta.ts'
import type { Reader } from '../../database/ports.ts'
import { literal, raw, sql } from '../../database/sql.ts'
import { datasetId } from '../../usage/catalogue/datasets.ts'
import type { UsageReport } from '../../usage/catalogue/types.ts'
import { isFlagSet, type UsageTable, usageTables } from '../../usage/storing/tables.ts'
import type { OddRows, ReportFacts } from './balance-rules.ts'

const Unmatched = z.object({
  report: z.string(),
  period_days: z.int(),
  row_count: z.int(),
  concealed: z.int(),
  unmatched: z.int(),
  deleted: z.int(),
  refresh_date: z.string().nullable(),
})

/**
 * Gathers, per report, how many of its rows belong to nobody in the directory and what is known about these
 * people: somebody whom one report marks as deleted is deleted for all of them, since not every report has
 * the mark. Only the unmatched are looked at, so that this takes next to no time unless names are concealed,
 * when everybody is unmatched and nothing needs to be known.
 *
 * @param disputedRun a run whose removals of people explain nothing, because the books of people speak
 * against them; null for none
 */
export function reportFacts(
  reader: Reader,
  catalogue: readonly UsageReport[],
  { runId, disputedRun }: { runId: number; disputedRun: number | null },
): ReportFacts[] {
  const usersKnownSince = firstDayOfUsers(reader, runId)
  const othersShowNames = readMeta(reader, 'activity_as_of') !== null
  return [...concealedReports(reader), ...unmatchedReports(reader, catalogue, disputedRun)].map(row => ({
    dataset: nameOf(row, catalogue),
    rows: row.row_count,
    unmatched: row.unmatched,
    deleted: row.deleted,
    precedesUsers: row.refresh_date !== null && row.refresh_date < usersKnownSince,
    concealed: row.concealed === 1,
    othersShowNames,
  }))
}

const Day = z.object({ day: z.string() })

/** `YYYY-MM-DD`: since when it is known who leaves and who is renamed, at the latest since this run. */
function firstDayOfUsers(reader: Reader, runId: number): string {
  const found = reader.first(
    Day,
    sql`select date(min(started_at)) as day from sync_run
      where run_id = ${runId} or exists (
        select 1 from sync_dataset_run as read
        where read.run_id = sync_run.run_id and read.dataset = 'users' and read.status = 'succeeded')`,
  )
  if (found === null) throw new Error('A run is balanced that was never started.')
  return found.day
}

const Odd = z.object({
  report: z.string(),
  period_days: z.int(),
  row_count: z.int(),
  nameless_rows: z.int(),
  unreadable_rows: z.int(),
  refresh_date: z.string().nullable(),
})

/** The reports in which some rows say nothing of anybody. */
export function oddRows(reader: Reader, catalogue: readonly UsageReport[]): OddRows[] {
  return reader
    .all(
      Odd,
      sql`select report, period_days, row_count, nameless_rows, unreadable_rows, refresh_date from usage_report
        where nameless_rows > 0 or unreadable_rows > 0 or refresh_date is null order by report, period_days`,
    )
    .map(row => ({
      dataset: nameOf(row, catalogue),
      rows: row.row_count,
      nameless: row.nameless_rows,
      unreadable: row.unreadable_rows,
      isDated: row.refresh_date !== null,
    }))
}

function nameOf(row: { report: string; period_days: number }, catalogue: readonly UsageReport[]): string {
  const report = catalogue.find(({ name }) => name === row.report)
  const period = row.period_days === 0 ? null : row.period_days
  return report === undefined ? `usage.${row.report}` : datasetId(report, period)
}

function concealedReports(reader: Reader): z.infer<typeof Unmatched>[] {
  return reader.all(
    Unmatched,
    sql`select report, period_days, row_count, concealed, row_count as unmatched, 0 as deleted, refresh_date
      from usage_report where concealed = 1 order by report, period_days`,
  )
}

/** Reports keep people for 30 days after they were deleted, and are some days behind themselves. */
const keptDays = 35

function unmatchedReports(
  reader: Reader,
  catalogue: readonly UsageReport[],
  disputedRun: number | null,
): z.infer<typeof Unmatched>[] {
  const tables = usageTables(catalogue)
  const named = namedReports(reader)
  const counted = tables.filter(({ report, periodDays }) => named.has(`${report.name} ${periodDays}`))
  // Where names are concealed, everybody would be looked at in vain.
  if (counted.length === 0) return []
  return reader.all(
    Unmatched,
    sql`
      with nobody as materialized (
        select person_id,
          ${raw(tables.map(isMarkedDeleted).join(''))} person_key in (
            select lower(user_principal_name) from change
            where kind = 'user_removed' and run_id is not ${disputedRun}
              and at >= (select date(max(at), ${`-${keptDays} days`}) from change)) as was_deleted
        from person where user_id is null
      )
      select report.report, report.period_days, report.row_count, report.concealed, found.unmatched, found.deleted,
        report.refresh_date
      from (${raw(counted.map(countUnmatched).join(' union all '))}) as found
      join usage_report as report on report.report = found.report and report.period_days = found.period_days
      where found.unmatched > 0
      order by report.report, report.period_days`,
  )
}

/** SQL that begins a condition on `person`; nothing where the report does not tell who was deleted. */
function isMarkedDeleted(table: UsageTable): string {
  if (table.flags.every(({ name }) => name !== 'is_deleted')) return ''
  return `exists (
    select 1 from ${table.name} as one
    where one.person_id = person.person_id and ${isFlagSet(table, 'is_deleted', 'one')}) or `
}

/** SQL that counts the people of `nobody` whom a report names. */
function countUnmatched({ report, periodDays, name }: UsageTable): string {
  return `
    select ${literal(report.name).text} as report, ${periodDays} as period_days,
      count(distinct nobody.person_id) as unmatched,
      count(distinct iif(nobody.was_deleted, nobody.person_id, null)) as deleted
    from nobody cross join ${name} as row on row.person_id = nobody.person_id`
}

const Named = z.object({ report: z.string(), period_days: z.int() })

/** The stored reports that show names, each with its period. */
function namedReports(reader: Reader): Set<string> {
  const found = reader.all(Named, sql`select report, period_days from usage_report where concealed = 0`)
  return new Set(found.map(({ report, period_days }) => `${report} ${period_days}`))
}
