import type {
  Cell,
  ReportColumn,
  ReportDescription,
  ReportFilter,
} from '../../../../electron/contract/reports.ts'
import { readList, writeList } from '../../../routing/view.ts'

/** One row of a report, as screens get it. */
export type TableRow = {
  /** Names the row in the address and in a selection; see {@link keyColumnsOf}. */
  key: string
  /** The values by the keys of their columns. */
  values: Readonly<Record<string, Cell>>
}

/**
 * The columns whose values together name a row: its ids where it has any, with what tells rows of one id
 * apart; every text and date otherwise.
 */
export function keyColumnsOf({ columns }: ReportDescription): string[] {
  const ids = columns.filter(({ key }) => key.endsWith('_id') && key !== 'run_id')
  if (ids.length === 0) {
    return columns.filter(({ type }) => ['text', 'date', 'time'].includes(type)).map(({ key }) => key)
  }
  const apart = columns.filter(({ key }) => ['date', 'at', 'kind', 'detail'].includes(key))
  return [...apart, ...ids].map(({ key }) => key)
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
