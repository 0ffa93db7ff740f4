import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Cell, ReportColumn } from '../../../electron/contract/reports.ts'
import { columnWidth, type ShownColumns } from './columns.ts'

const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature, columnResizingFeature })
type Row = readonly Cell[]

/** The rows are read page by page beside the table, which keeps the state of the columns only. */
const noRows: Row[] = []
const narrowest = 72

/**
 * The columns of a report with their visibility and widths.
 *
 * @param shown the columns that are visible before somebody chooses; the same object as long as nothing changes
 */
export function useColumns(columns: readonly ReportColumn[], shown: ShownColumns) {
  const definitions = useMemo(
    () =>
      columns.map((column, index) => ({
        id: column.key,
        accessorFn: (row: Row) => row[index] ?? null,
        header: column.label,
        size: shown[column.key] ?? columnWidth(column),
        minSize: narrowest,
      })),
    [columns, shown],
  )
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ key }) => [key, key in shown])),
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
