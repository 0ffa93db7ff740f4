import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Reader, Writer } from '../connection.ts'
import { identifier, sql } from '../sql.ts'
import { appsOf, personActivityTable } from '../usage/activity.ts'
import { platformBits } from '../usage/platforms.ts'
import { createUsageTable, type UsageTable, usageTables } from '../usage/tables.ts'

/** What the metrics of the reports are called: each report's figures in their order, the first at position 0. */
export function metricsOf(
  catalogue: readonly UsageReport[],
): { report: string; metric: string; position: number }[] {
  return catalogue
    .filter(({ grain }) => grain === 'person')
    .flatMap(({ name, cells }) =>
      cells
        .filter(({ type }) => type === 'integer')
        .map((cell, position) => ({ report: name, metric: cell.name, position })),
    )
}

/** Writes what the figures, the bits of platforms and the columns of apps mean, for the views. */
export function writeMeanings(writer: Writer, catalogue: readonly UsageReport[]): void {
  writer.script('delete from usage_metric; delete from platform_bit; delete from activity_app')
  writer.run(sql`
    insert into activity_app (app, position)
    select value, key from json_each(${JSON.stringify(appsOf(catalogue))})`)
  writer.run(sql`
    insert into usage_metric (report, metric, position)
    select value ->> 'report', value ->> 'metric', value ->> 'position'
    from json_each(${JSON.stringify(metricsOf(catalogue))})`)
  writer.run(sql`
    insert into platform_bit (bit, app, platform)
    select value ->> 'bit', value ->> 'app', value ->> 'platform'
    from json_each(${JSON.stringify(platformBits(catalogue))})`)
}

/** Tables that are not about a report, although their names begin like those that are. */
const others = ['usage_report', 'usage_metric', 'usage_day']

/**
 * Makes the tables of the reports that are not there or have other columns than the catalogue says, and drops those of reports that it does
 * not know (any more). Rows that are lost by that are retrieved in full by the next sync.
 */
export function createUsageTables(writer: Writer, catalogue: readonly UsageReport[]): void {
  const tables = usageTables(catalogue)
  const known = new Set(tables.flatMap(({ name, shadow }) => [name, shadow]))
  for (const { name } of writer.all(Name, reportTables)) {
    if (!known.has(name) && !others.includes(name)) writer.run(sql`drop table ${identifier(name)}`)
  }
  for (const table of tables) {
    if (hasOtherColumns(writer, table, table.shadow)) forgetArriving(writer, table)
    if (hasOtherColumns(writer, table, table.name)) forgetStored(writer, table)
    if (columnsOf(writer, table.name).length === 0) writer.run(createUsageTable(table, table.name))
  }
  const ids = JSON.stringify(tables.map(({ report, periodDays }) => `${report.name} ${periodDays}`))
  writer.run(sql`
    delete from usage_report where report || ' ' || period_days not in (select value from json_each(${ids}))`)
}

/** Makes the empty table of what the reports say of each person together. */
export function createPersonActivity(writer: Writer, catalogue: readonly UsageReport[]): void {
  writer.script(`drop table if exists person_activity; ${personActivityTable(appsOf(catalogue))}`)
}

const Name = z.object({ name: z.string() })

const reportTables = sql`select name from sqlite_schema
  where type = 'table' and (name glob 'usage_*' or name glob 'shadow_usage_*')`

/** None where the table is not there. */
function columnsOf(reader: Reader, name: string): string[] {
  return reader.all(Name, sql`select name from pragma_table_info(${name})`).map(column => column.name)
}

function hasOtherColumns(reader: Reader, { columns }: UsageTable, name: string): boolean {
  const found = columnsOf(reader, name)
  return found.length > 0 && found.join() !== columns.join()
}

function forgetArriving(writer: Writer, { dataset, shadow }: UsageTable): void {
  const staged = sql`(select dataset_id from staged_dataset where dataset = ${dataset})`
  writer.run(sql`drop table ${identifier(shadow)}`)
  writer.run(sql`delete from staged_chain where dataset_id = ${staged}`)
  writer.run(sql`delete from staged_dataset where dataset = ${dataset}`)
}

function forgetStored(writer: Writer, { dataset, name, report, periodDays }: UsageTable): void {
  writer.run(sql`drop table ${identifier(name)}`)
  writer.run(sql`delete from usage_report where report = ${report.name} and period_days = ${periodDays}`)
  writer.run(sql`update dataset_state set fingerprint = null, refresh_date = null where dataset = ${dataset}`)
}
