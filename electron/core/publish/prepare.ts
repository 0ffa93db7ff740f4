import type { Counts } from '../database/counts.ts'
import type { Writer } from '../database/ports.ts'
import type { StagedSource } from '../database/staged-source.ts'
import { keyedTableOf } from '../datasets/index.ts'
import type { ReportDataset } from '../usage/catalogue/datasets.ts'
import { compareReport } from '../usage/storing/publish-report.ts'
import { findUsageTable } from '../usage/storing/tables.ts'
import { dropKeyed, unfoldKeyed } from './keyed.ts'

/** Finds the report behind a dataset id, null for a dataset of another kind. */
export type FindReport = (dataset: string) => ReportDataset | null

/**
 * What has been done ahead on a connection, and lives as long as it; each with the staged rows that it was
 * made from.
 */
export type Prepared = {
  /** Small lists that were unfolded into temporary tables, by dataset. */
  tables: Map<string, string>
  /** How reports differ from the published ones, by dataset. */
  counts: Map<string, { identity: string; counts: Counts }>
}

export function nothingPrepared(): Prepared {
  return { tables: new Map(), counts: new Map() }
}

/**
 * Does the part of a publication that nobody can see yet: small lists are read from their JSON, reports are
 * compared with the published ones. What was prepared from the same staged rows before is left as it is. A
 * kill loses nothing but the work.
 */
export function prepare(
  writer: Writer,
  source: StagedSource,
  prepared: Prepared,
  findReport: FindReport,
): void {
  const { dataset, identity } = source
  const table = findUsageTable(dataset, findReport)
  if (table !== null) {
    if (prepared.counts.get(dataset)?.identity === identity) return
    prepared.counts.set(dataset, { identity, counts: compareReport(writer, table) })
    return
  }
  const keyed = keyedTableOf(dataset)
  if (keyed === null || prepared.tables.get(dataset) === identity) return
  prepared.tables.delete(dataset)
  unfoldKeyed(writer, keyed, source)
  prepared.tables.set(dataset, identity)
}

/** Forgets what was prepared of a dataset that has been published. */
export function dropPrepared(writer: Writer, dataset: string, prepared: Prepared): void {
  prepared.tables.delete(dataset)
  prepared.counts.delete(dataset)
  const table = keyedTableOf(dataset)
  if (table !== null) dropKeyed(writer, table)
}
