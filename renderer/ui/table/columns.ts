import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Cell, ReportColumn } from '../../../electron/contract/reports.ts'

const widths: Readonly<Record<ReportColumn['type'], number>> = {
  text: 170,
  integer: 110,
  number: 110,
  money: 120,
  percent: 96,
  date: 126,
  time: 126,
  flag: 96,
}

const perLetter = 7.5
const aroundTitle = 44
const maxTitleWidth = 230

/** The width in pixels that a column has before somebody changes it: what its values and its title need. */
function columnWidth({ type, label, personal }: ReportColumn): number {
  const forValues = personal ? 210 : widths[type]
  return Math.max(forValues, Math.min(maxTitleWidth, Math.round(label.length * perLetter) + aroundTitle))
}

/**
 * Keys of the columns that are visible before somebody chooses, with a width where the usual one does not
 * fit.
 */
export type ShownColumns = Readonly<Record<string, number | null>>

/** Every column that a person reads: identifiers are for those who look for them. */
export function readableColumns(columns: readonly ReportColumn[]): ShownColumns {
  const readable = columns.filter(({ key }) => !key.endsWith('_id') && key !== 'sku_part_number')
  return Object.fromEntries(readable.map(({ key }) => [key, null]))
}

const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature, columnResizingFeature })
type Row = readonly Cell[]

/** The rows are read page by page beside the table, which keeps the state of the columns only. */
const noRows: Row[] = []
const minWidth = 72

/**
 * The columns of a report with their visibility and widths.
 *
 * @param shown the columns that are visible before somebody chooses; the same object while nothing changes
 */
export function useColumns(columns: readonly ReportColumn[], shown: ShownColumns) {
  const definitions = useMemo(
    () =>
      columns.map((column, index) => ({
        id: column.key,
        accessorFn: (row: Row) => row[index] ?? null,
        header: column.label,
        size: shown[column.key] ?? columnWidth(column),
        minSize: minWidth,
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
