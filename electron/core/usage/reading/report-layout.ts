/** Which field of a record holds what. A field of -1 is not there. */
export type ReportLayout = {
  columns: number
  /** Columns up to the last one that has a name; a row need not have the fields behind them. */
  namedColumns: number
  keyField: number
  itemField: number
  refreshField: number
  /** `isActivity`: a day of last activity, without which a row says nothing about the person. */
  cells: readonly { field: number; kind: number; isActivity: boolean }[]
  unknownColumns: readonly string[]
  missingColumns: readonly string[]
}
