import type { Writer } from '../connection.ts'
import { dropKeyed, unfoldKeyed } from './keyed.ts'
import type { StagedSource } from './staged.ts'
import { keyedTableOf } from './tenant-data.ts'
import { prepareGeneration, type UsageDataset } from './usage-generation.ts'

/** Finds the report behind a dataset id, null for a dataset of another kind. */
export type FindReport = (dataset: string) => UsageDataset | null

/** Which staged rows the temporary tables of a connection hold, by dataset. They live as long as the connection. */
export type Prepared = Map<string, string>

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
    if (found.report.grain === 'person') writer.transaction(() => prepareGeneration(writer, found, source))
    return
  }
  if (prepared.get(source.dataset) === source.identity) return
  prepared.delete(source.dataset)
  const table = keyedTableOf(source.dataset)
  if (table !== null) unfoldKeyed(writer, table, source)
  prepared.set(source.dataset, source.identity)
}

/** Drops the temporary tables of a dataset that has been published. */
export function dropPrepared(writer: Writer, dataset: string, prepared: Prepared): void {
  prepared.delete(dataset)
  const table = keyedTableOf(dataset)
  if (table !== null) dropKeyed(writer, table)
}
