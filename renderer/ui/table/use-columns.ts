import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Cell, ReportColumn } from '../../../electron/contract/reports.ts'
import { columnWidth } from './columns.ts'

const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature, columnResizingFeature })
type Row = readonly Cell[]

/** The rows are read page by page beside the table, which keeps the state of the columns only. */
const noRows: Row[] = []
const narrowest = 72

/**
 * The columns of a report with their visibility and widths.
 *
 * @param shown keys of the columns that are visible before somebody chooses
 */
export function useColumns(columns: readonly ReportColumn[], shown: readonly string[]) {
  const definitions = useMemo(
    () =>
      columns.map((column, index) => ({
        id: column.key,
        accessorFn: (row: Row) => row[index] ?? null,
        header: column.label,
        size: columnWidth(column),
        minSize: narrowest,
      })),
    [columns],
  )
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ key }) => [key, shown.includes(key)])),
    [columns, shown],
  )
  return useTable({
    features,
    columns: definitions,
    data: noRows,
    initialState: { columnVisibility },
    columnResizeMode: 'onChange',
  })
}

export type ColumnTable = ReturnType<typeof useColumns>
