import { z } from 'zod'
import { readMeta, writeMeta } from '../database/meta.ts'
import type { Reader, Writer } from '../database/ports.ts'
import { identifier, sql } from '../database/sql.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { appsOf, personActivityTable } from '../usage/storing/activity.ts'
import { platformBits } from '../usage/storing/person-platform.ts'
import { createUsageTable, type UsageTable, usageTables } from '../usage/storing/tables.ts'

/**
 * What the metrics of the reports are called: each report's figures in their order, the first at position 0.
 */
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
 * Under this name `meta` keeps the layouts of the tables, because the columns do not tell what the bits of
 * `flags` mean.
 */
const layoutsName = 'usage_layouts'
const Layouts = z.record(z.string(), z.string())

/** What the rows of each report's table depend on, by the table's name. */
export function layoutsOf(catalogue: readonly UsageReport[]): z.infer<typeof Layouts> {
  return Object.fromEntries(
    usageTables(catalogue).map(table => [
      table.name,
      [createUsageTable(table, table.name).text, ...table.flags.map(flag => flag.name)].join(' '),
    ]),
  )
}

/**
 * Makes the tables of the reports that are not there or are laid out otherwise than the catalogue says, and
 * drops those of reports that it does not know (any more). Rows that are lost by that are retrieved in full
 * by the next sync.
 */
export function createUsageTables(writer: Writer, catalogue: readonly UsageReport[]): void {
  const tables = usageTables(catalogue)
  const known = new Set([...tables.map(({ name }) => name), ...others])
  const found = tableNames(writer)
  for (const name of found) {
    if (!known.has(name)) writer.run(sql`drop table ${identifier(name)}`)
  }
  const before = readLayouts(writer)
  const layouts = layoutsOf(catalogue)
  for (const table of tables) {
    const isThere = found.has(table.name)
    if (isThere && before[table.name] === layouts[table.name]) continue
    if (isThere) forgetStored(writer, table)
    writer.run(createUsageTable(table, table.name))
  }
  writeMeta(writer, layoutsName, JSON.stringify(layouts))
  const ids = JSON.stringify(tables.map(({ report, periodDays }) => `${report.name} ${periodDays}`))
  writer.run(sql`
    delete from usage_report where report || ' ' || period_days not in (select value from json_each(${ids}))`)
}

/** Makes the empty table of what the reports say of each person together. */
export function createPersonActivity(writer: Writer, catalogue: readonly UsageReport[]): void {
  writer.script(`drop table if exists person_activity; ${personActivityTable(appsOf(catalogue))}`)
}

const Name = z.object({ name: z.string() })

function tableNames(reader: Reader): Set<string> {
  const tables = sql`select name from sqlite_schema where type = 'table' and name glob 'usage_*'`
  return new Set(reader.all(Name, tables).map(({ name }) => name))
}

function readLayouts(reader: Reader): z.infer<typeof Layouts> {
  const text = readMeta(reader, layoutsName)
  return text === null ? {} : Layouts.parse(JSON.parse(text))
}

function forgetStored(writer: Writer, { dataset, name, report, periodDays }: UsageTable): void {
  writer.run(sql`drop table ${identifier(name)}`)
  writer.run(sql`delete from usage_report where report = ${report.name} and period_days = ${periodDays}`)
  writer.run(sql`update dataset_state set fingerprint = null, refresh_date = null where dataset = ${dataset}`)
}
