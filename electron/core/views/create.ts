import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readMeta, writeMeta } from '../database/meta.ts'
import type { Reader, Writer } from '../database/ports.ts'
import { identifier, sql } from '../database/sql.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { appsOf, personActivityTable } from '../usage/storing/activity.ts'
import { platformBits } from '../usage/storing/person-platform.ts'
import { createPersonActivity, createUsageTables, layoutsOf, metricsOf, writeMeanings } from './catalogue.ts'
import { directoryViews } from './directory.ts'
import { journalViews } from './journal.ts'
import { savingsViews } from './savings.ts'
import { usageViews } from './usage.ts'
import type { View } from './view.ts'

/**
 * Under these names `meta` keeps what the views, and the tables that are derived from the reports, were made
 * from.
 */
const viewsName = 'views'
const derivedName = 'derived_usage'

/** Every view of the contract and the few that go beyond it. */
function allViews(catalogue: readonly UsageReport[]): View[] {
  return [...directoryViews, ...usageViews(catalogue), ...journalViews, ...savingsViews(catalogue)]
}

/** Whether the views and the tables that follow the catalogue are those of this program. */
export function viewsAreCurrent(reader: Reader, catalogue: readonly UsageReport[]): boolean {
  return (
    readMeta(reader, derivedName) === derivedFingerprint(catalogue) &&
    readMeta(reader, viewsName) === viewsFingerprint(catalogue)
  )
}

/**
 * Makes the views, and the tables whose shape follows the catalogue, anew where they differ from what the
 * database has.
 *
 * @param refill called when the tables that are derived from the reports were emptied and must be filled
 * again
 */
export function createViews(writer: Writer, catalogue: readonly UsageReport[], refill: () => void): void {
  if (viewsAreCurrent(writer, catalogue)) return
  writer.transaction(() => {
    dropViews(writer)
    createUsageTables(writer, catalogue)
    const fingerprint = derivedFingerprint(catalogue)
    const derivedAnew = readMeta(writer, derivedName) !== fingerprint
    if (derivedAnew) {
      createPersonActivity(writer, catalogue)
      writeMeta(writer, derivedName, fingerprint)
    }
    writeMeanings(writer, catalogue)
    for (const { name, select } of allViews(catalogue)) {
      writer.script(`create view ${identifier(name).text} as${select}`)
    }
    writeMeta(writer, viewsName, viewsFingerprint(catalogue))
    if (derivedAnew) refill()
  })
}

const Name = z.object({ name: z.string() })

function dropViews(writer: Writer): void {
  for (const { name } of writer.all(Name, sql`select name from sqlite_schema where type = 'view'`)) {
    writer.script(`drop view ${identifier(name).text}`)
  }
}

/**
 * The derived tables depend on the reports' tables and on which of their cells say where, when and within
 * what time an app was used.
 */
function derivedFingerprint(catalogue: readonly UsageReport[]): string {
  const sources = catalogue.map(report => [report.name, report.activity, report.platforms, report.windows])
  return digest([
    personActivityTable(appsOf(catalogue)),
    platformBits(catalogue),
    layoutsOf(catalogue),
    sources,
  ])
}

function viewsFingerprint(catalogue: readonly UsageReport[]): string {
  return digest([allViews(catalogue), metricsOf(catalogue), appsOf(catalogue), layoutsOf(catalogue)])
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
