import type { Cell, ReportColumn, ReportPage } from '../../../../electron/contract/reports.ts'
import { type FlagWords, type Format, formatCell, type MoneyStyle } from '../../format.ts'

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
  money?: MoneyStyle,
): { text: string; kind: CellKind } {
  if (value !== null && value !== '')
    return { text: formatCell(value, column, format, words, money), kind: 'value' }
  return missing === null ? { text: '', kind: 'blank' } : { text: words[missing], kind: missing }
}

/** Why blank cells of a column cannot be told; a value that is old can. */
export function missingReason(page: ReportPage, column: string): MissingReason | null {
  const reason = page.missing[column]
  return reason === undefined || reason === 'stale' ? null : reason
}
