import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Writer } from '../connection.ts'
import { createGathering, type Gathering } from '../derive/gathering.ts'
import { dropKeyed, unfoldKeyed } from './keyed.ts'
import type { StagedSource } from './staged.ts'
import { keyedTableOf } from './tenant-data.ts'
import { canStoreReport, prepareGeneration, sweepUsage, type UsageDataset } from './usage-generation.ts'

/** Finds the report behind a dataset id, null for a dataset of another kind. */
export type FindReport = (dataset: string) => UsageDataset | null

/** What has been done ahead on a connection, and lives as long as it. */
export type Prepared = {
  /** Which staged rows the temporary tables hold, by dataset. */
  tables: Map<string, string>
  /** The people of the reports that are stored, of those that are published and of those that wait. */
  gathering: Gathering
}

export function nothingPrepared(catalogue: readonly UsageReport[]): Prepared {
  return { tables: new Map(), gathering: createGathering(catalogue) }
}

/**
 * Does the part of a publication that nobody can see yet: rows are read from their JSON, sorted and stored aside. What was prepared from the
 * same staged rows before is left as it is. A kill loses nothing but the work.
 */
export function prepare(
  writer: Writer,
  source: StagedSource,
  prepared: Prepared,
  findReport: FindReport,
): void {
  const found = findReport(source.dataset)
  if (found !== null) {
    if (found.report.grain === 'person') prepareReport(writer, found, source, prepared.gathering)
    return
  }
  const { tables } = prepared
  if (tables.get(source.dataset) === source.identity) return
  tables.delete(source.dataset)
  const table = keyedTableOf(source.dataset)
  if (table !== null) unfoldKeyed(writer, table, source)
  tables.set(source.dataset, source.identity)
}

function prepareReport(
  writer: Writer,
  dataset: UsageDataset,
  source: StagedSource,
  gathering: Gathering,
): void {
  try {
    if (!canStoreReport(writer)) {
      sweepUsage(writer)
      // Among what was swept may be what was gathered, and its number is given anew.
      gathering.forget()
    }
    const { reportId } = writer.transaction(() => prepareGeneration(writer, dataset, source, gathering))
    gathering.add(writer, { report: dataset.report, reportId })
  } catch (error) {
    // What was gathered may not be what is stored.
    gathering.forget()
    throw error
  }
}

/** Drops the temporary tables of a dataset that has been published. */
export function dropPrepared(writer: Writer, dataset: string, prepared: Prepared): void {
  prepared.tables.delete(dataset)
  const table = keyedTableOf(dataset)
  if (table !== null) dropKeyed(writer, table)
}
