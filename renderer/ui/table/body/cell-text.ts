import type { Cell, ReportColumn } from '../../../../electron/contract/reports.ts'
import { type FlagWords, type Format, formatCell } from '../../format.ts'

/** Why a column holds nothing: `blank` says never or none, the others that it cannot be told. */
export type CellKind = 'value' | 'blank' | MissingReason

/** Why a value cannot be told. */
export type MissingReason = 'concealed' | 'notGranted' | 'notRetrieved'

export type CellWords = FlagWords & Record<MissingReason, string>

/** What a cell shows. A value that cannot be told says so; only what never was is blank. */
export function cellText(
  value: Cell,
  column: ReportColumn,
  missing: MissingReason | null,
  format: Format,
  words: CellWords,
): { text: string; kind: CellKind } {
  if (value !== null && value !== '') return { text: formatCell(value, column, format, words), kind: 'value' }
  return missing === null ? { text: '', kind: 'blank' } : { text: words[missing], kind: missing }
}
