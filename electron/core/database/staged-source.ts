import type { Sql } from './sql.ts'

/** A dataset of which everything has arrived. */
export type StagedSource = {
  dataset: string
  datasetId: number
  /** Tells these staged rows from any others that were or will be staged. */
  identity: string
  /**
   * SQL of the staged rows of small lists and counts by day: `row_id`, which goes up in the order of arrival,
   * `key` and `row` (JSON).
   */
  rows: Sql
  refreshDate: string | null
  concealed: boolean
  rowCount: number
  /** Rows of a report that name nobody, and rows that cannot be read. */
  namelessRows: number
  unreadableRows: number
}
