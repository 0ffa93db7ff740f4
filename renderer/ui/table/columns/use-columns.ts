import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  type TableState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Cell, ReportColumn } from '../../../../electron/contract/reports.ts'
import type { ColumnNeed } from './fit.ts'
import { fitLayout, isSameLook, type Layout, plainLayout, withinWidth } from './layout.ts'
import { fittedWidths } from './use-fitted.ts'

const features = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnOrderingFeature,
  columnPinningFeature,
})
type Row = readonly Cell[]
type State = Pick<
  TableState<typeof features>,
  'columnOrder' | 'columnPinning' | 'columnSizing' | 'columnVisibility'
>

/** The rows are read page by page beside the table, which keeps the state of the columns only. */
const noRows: Row[] = []
const minWidth = 56

type Options = {
  columns: readonly ReportColumn[]
  /** Keys of the columns that are shown before somebody chooses; see `plainLayout`. */
  shown: readonly string[] | undefined
  /** The layout that is remembered; null for the plain one. */
  remembered: Layout | null
  /** Keeps a layout for the next time; null forgets it. */
  keep: (layout: Layout | null) => void
  needs: readonly ColumnNeed[]
  /** Pixels that all columns share. */
  available: number
}

/**
 * The columns of a report with their order, visibility, widths and pins, which are kept whenever they
 * change. A column whose width nobody has changed fits its content.
 */
export function useColumns({ columns, shown, remembered, keep, needs, available }: Options) {
  const plain = useMemo(() => plainLayout(columns, shown), [columns, shown])
  const [layout, setLayout] = useState<Layout>(
    () => (remembered === null ? null : fitLayout(remembered, columns)) ?? plain,
  )
  const isPlain = useMemo(() => isSameLook(layout, plain), [layout, plain])
  const seen = useMemo(
    () => (isPlain ? withinWidth(layout, needs, available) : layout),
    [isPlain, layout, needs, available],
  )
  const state = useMemo(() => stateOf(seen, columns), [seen, columns])
  const change = <Key extends keyof State>(key: Key) => {
    return (updater: Updater<State[Key]>) =>
      setLayout(current => {
        const before = stateOf(current === layout ? seen : current, columns)
        return layoutOf({ ...before, [key]: functionalUpdate(updater, before[key]) }, current.density)
      })
  }
  const definitions = useMemo(() => {
    const fitted = fittedWidths(needs, seen, available)
    return columns.map((column, index) => ({
      id: column.key,
      accessorFn: (row: Row) => row[index] ?? null,
      header: column.label,
      size: fitted[column.key] ?? minWidth,
      minSize: minWidth,
    }))
  }, [columns, needs, seen, available])
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    state,
    onColumnOrderChange: change('columnOrder'),
    onColumnPinningChange: change('columnPinning'),
    onColumnSizingChange: change('columnSizing'),
    onColumnVisibilityChange: change('columnVisibility'),
    columnResizeMode: 'onChange',
  })
  useKept(layout, plain, keep, table.state.columnResizing.isResizingColumn !== false)
  return {
    table,
    layout: seen,
    setLayout,
    reset: () => setLayout({ ...plain, density: layout.density }),
    /** Puts a saved layout in place of the one that is there, as far as its columns are. */
    show: (saved: Layout) => setLayout(fitLayout(saved, columns) ?? plain),
  }
}

export type Columns = ReturnType<typeof useColumns>
export type ColumnTable = Columns['table']

function stateOf({ order, shown, pinned, widths }: Layout, columns: readonly ReportColumn[]): State {
  return {
    columnOrder: order,
    columnPinning: { start: pinned, end: [] },
    columnSizing: widths,
    columnVisibility: Object.fromEntries(columns.map(({ key }) => [key, shown.includes(key)])),
  }
}

function layoutOf(state: State, density: Layout['density']): Layout {
  return {
    order: state.columnOrder,
    shown: state.columnOrder.filter(key => state.columnVisibility[key] !== false),
    pinned: state.columnPinning.start,
    widths: state.columnSizing,
    density,
  }
}

/** A hand that drags or clicks on is waited for. */
const keepPauseMs = 400

/** A layout that is the plain one is not kept, so that it follows a newer version of the screen. */
function useKept(layout: Layout, plain: Layout, keep: (layout: Layout | null) => void, isResizing: boolean) {
  const kept = useRef(layout)
  const flush = () => {
    if (kept.current === layout) return
    kept.current = layout
    keep(JSON.stringify(layout) === JSON.stringify(plain) ? null : layout)
  }
  const latest = useRef(flush)
  latest.current = flush
  useEffect(() => {
    if (isResizing || kept.current === layout) return undefined
    const timer = setTimeout(() => latest.current(), keepPauseMs)
    return () => clearTimeout(timer)
  }, [layout, isResizing])
  // What was changed just before another screen is come to is kept, too.
  useEffect(() => () => latest.current(), [])
}
