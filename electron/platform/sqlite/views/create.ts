import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Reader, Writer } from '../connection.ts'
import { readMeta, writeMeta } from '../meta.ts'
import { identifier, sql } from '../sql.ts'
import { activityApps } from './apps.ts'
import { meaningsOf, writeMeanings } from './catalogue.ts'
import { directoryViews } from './directory.ts'
import { journalViews } from './journal.ts'
import { usageViews } from './usage.ts'
import { usagePersonTable } from './usage-person.ts'
import type { View } from './view.ts'

const viewsName = 'views'
const usagePersonName = 'usage_person'

/** Every view of the contract and the few that go beyond it. */
export function allViews(catalogue: readonly UsageReport[]): View[] {
  return [...directoryViews, ...usageViews(activityApps(catalogue)), ...journalViews]
}

/** Whether the views and the tables that follow the catalogue are those of this program. */
export function viewsAreCurrent(reader: Reader, catalogue: readonly UsageReport[]): boolean {
  return (
    readMeta(reader, usagePersonName) === usagePersonFingerprint(catalogue) &&
    readMeta(reader, viewsName) === viewsFingerprint(catalogue)
  )
}

/**
 * Makes the views, and the tables whose shape follows the catalogue, anew where their text differs from what the database has.
 *
 * @param refill called when the table of people in usage reports was emptied and must be derived again
 */
export function createViews(writer: Writer, catalogue: readonly UsageReport[], refill: () => void): void {
  if (viewsAreCurrent(writer, catalogue)) return
  writer.transaction(() => {
    dropViews(writer)
    const fingerprint = usagePersonFingerprint(catalogue)
    const remade = readMeta(writer, usagePersonName) !== fingerprint
    if (remade) {
      writer.script('drop table if exists usage_person')
      writer.script(usagePersonTable)
      writeMeta(writer, usagePersonName, fingerprint)
    }
    forgetOtherLayouts(writer, catalogue)
    writeMeanings(writer, meaningsOf(catalogue))
    for (const { name, select } of allViews(catalogue)) {
      writer.script(`create view ${identifier(name).text} as${select}`)
    }
    writeMeta(writer, viewsName, viewsFingerprint(catalogue))
    if (remade) refill()
  })
}

const Name = z.object({ name: z.string() })

function dropViews(writer: Writer): void {
  for (const { name } of writer.all(Name, sql`select name from sqlite_schema where type = 'view'`)) {
    writer.script(`drop view ${identifier(name).text}`)
  }
}

/**
 * Rows that were stored with other cells than the catalogue has now cannot be read any more. They are given up, and the next sync
 * retrieves the report in full.
 */
function forgetOtherLayouts(writer: Writer, catalogue: readonly UsageReport[]): void {
  const layouts = Object.fromEntries(catalogue.map(report => [report.name, layoutOf(report)]))
  const current = sql`select 1 from json_each(${JSON.stringify(layouts)}) as known
    where known.key = usage_report.report and known.value = usage_report.layout`
  writer.script(`
    insert into usage_garbage (report_id) select report_id from usage_generation;
    delete from usage_generation`)
  writer.run(sql`
    insert into usage_garbage (report_id) select report_id from usage_report where not exists (${current})`)
  const forgotten = writer.run(sql`delete from usage_report where not exists (${current})`)
  if (forgotten > 0) {
    writer.run(sql`update dataset_state set fingerprint = null where dataset like 'usage.%'`)
  }
}

/** What the stored rows of a report depend on, as it is remembered beside them: the cells and the dates of activity. */
export function layoutOf(report: UsageReport): string {
  return JSON.stringify([report.cells.map(({ name }) => name), report.activity])
}

function usagePersonFingerprint(catalogue: readonly UsageReport[]): string {
  // The dates are taken from other cells when the catalogue says so, and then the table must be derived again as well.
  const sources = catalogue.map(report => [report.name, layoutOf(report)])
  return digest([usagePersonTable, activityApps(catalogue), sources])
}

function viewsFingerprint(catalogue: readonly UsageReport[]): string {
  return digest([allViews(catalogue), meaningsOf(catalogue)])
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
