import type { ReportPage } from '../../contract/reports.ts'

/** What is remembered of a dataset, as far as reports show it. */
export type DatasetFact = {
  dataset: string
  /** When its data was retrieved last, ISO 8601 UTC; null when it never was. */
  succeededAt: string | null
  /** Newest day of a usage dataset, `YYYY-MM-DD`. */
  refreshDate: string | null
  concealed: boolean
  /**
   * Why the last attempt brought nothing: null, `notGranted`, `licenseMissing`, `notInThisCloud` or
   * `failed`.
   */
  problem: string | null
}

export type Note = ReportPage['notes'][number]

/**
 * `known`: figures can be shown. `concealed`: only those of the whole tenant. `missing`: nothing was ever
 * retrieved.
 */
export type SourceState = { knowledge: 'known' | 'concealed' | 'missing'; asOf: string | null; notes: Note[] }

/** How far a report's figures can be trusted. */
export type Trust = {
  /** False when a source that must be there is not: the report then has no rows instead of wrong ones. */
  isAnswerable: boolean
  /** `YYYY-MM-DD`, the newest day of the usage behind the report; null where it holds none. */
  activityAsOf: string | null
  notes: Note[]
  /** By column key, why it is blank or old; see {@link ReportPage}. */
  missing: ReportPage['missing']
}
