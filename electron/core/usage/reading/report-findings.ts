import type { NewestDay } from './days.ts'
import { isConcealed } from './person-key.ts'
import type { ReportLayout } from './report-layout.ts'

/** What a report turned out to be. */
export type ReportFindings = {
  /** Rows that were handed on. */
  rows: number
  /** Newest `Report Refresh Date` of the rows that can be true, `YYYY-MM-DD`; null when no row has one. */
  refreshDate: string | null
  /** Rows whose `Report Refresh Date` lies in the future. */
  future: number
  /** The first such date, `YYYY-MM-DD`. */
  futureDate: string | null
  /** Whether the people's names are concealed, recognised from the keys themselves. */
  concealed: boolean
  unknownColumns: readonly string[]
  missingColumns: readonly string[]
  /** Rows that were left out, because they name nobody, or as tenant counts no day that can be true. */
  dropped: number
  /**
   * Rows with more or fewer fields than the header: what is missing is null, what is too much is left out.
   */
  ragged: number
  /** Fields that did not hold what their column should; they are null. */
  unreadable: number
  /**
   * Rows whose refresh date, or a day of last activity, could not be read or is not there: they say nothing
   * about the person.
   */
  unreadableRows: number
}

export type RowCounts = Pick<ReportFindings, 'rows' | 'dropped' | 'ragged' | 'unreadable' | 'unreadableRows'>

export function noRows(): RowCounts {
  return { rows: 0, dropped: 0, ragged: 0, unreadable: 0, unreadableRows: 0 }
}

/** @param concealedKeys how many rows have a key that cannot be a person's name */
export function findingsOf(
  { unknownColumns, missingColumns }: ReportLayout,
  counts: RowCounts,
  { newest, future, futureDate }: NewestDay,
  concealedKeys: number,
): ReportFindings {
  return {
    ...counts,
    refreshDate: newest,
    future,
    futureDate,
    concealed: isConcealed(concealedKeys, counts.rows),
    unknownColumns,
    missingColumns,
  }
}
