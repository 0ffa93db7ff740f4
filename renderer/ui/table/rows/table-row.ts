import type { Cell, ReportColumn, ReportFilter } from '../../../../electron/contract/reports.ts'
import { readList, writeList } from '../../../routing/view.ts'

/** One row of a report, as screens get it. */
export type TableRow = {
  /** Names the row in the address and in a selection: the values of the report's `rowKey`. */
  key: string
  /** The values by the keys of their columns. */
  values: Readonly<Record<string, Cell>>
}

export function rowKey(values: TableRow['values'], keyColumns: readonly string[]): string {
  return writeList(keyColumns.map(key => String(values[key] ?? '')))
}

/** The filters that find the row of a key; null when the key does not fit the report. */
export function keyFilters(key: string, keyColumns: readonly string[]): ReportFilter[] | null {
  const values = readList(key)
  if (values.length !== keyColumns.length) return null
  return keyColumns.map((column, index) => {
    const value = values[index] ?? ''
    return value === '' ? { column, operator: 'empty', value: null } : { column, operator: '=', value }
  })
}

/** A row of a page with its values by their columns. */
export function toTableRow(
  cells: readonly Cell[],
  columns: readonly ReportColumn[],
  keyColumns: readonly string[],
): TableRow {
  const values = Object.fromEntries(columns.map(({ key }, index) => [key, cells[index] ?? null]))
  return { key: rowKey(values, keyColumns), values }
}
