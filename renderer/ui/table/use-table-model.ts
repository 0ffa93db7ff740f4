import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useQueries } from '../../queries.ts'
import { selectorWidth } from './body/seen-columns.ts'
import { usualSubtitles } from './columns/layout.ts'
import { useColumns } from './columns/use-columns.ts'
import { useColumnNeeds, useInnerWidth } from './columns/use-fitted.ts'
import type { ExportExtent } from './export/export-menu.tsx'
import { exportedColumns } from './export/exported-columns.ts'
import { type ExportOrder, useExport } from './export/use-export.ts'
import { useSaveFile } from './export/use-save-file.ts'
import { useFilterEditing } from './filter/use-filter-editing.ts'
import { useOpenRow } from './panel/use-open-row.ts'
import { checkView } from './rows/check-view.ts'
import { type RowRequest, rowRequest, useReportHead, useTotal } from './rows/report-rows.ts'
import type { TableRow } from './rows/table-row.ts'
import { useCopyRows } from './selection/use-copy-rows.ts'
import type { OnRow } from './selection/use-row-events.ts'
import { type Selection, useSelection } from './selection/use-selection.ts'
import type { TableFrameProps } from './table-props.ts'

const noNames: readonly string[] = []

export type TableModel = ReturnType<typeof useTableModel>

/** Everything that the parts of a table share. */
export function useTableModel(props: TableFrameProps) {
  const {
    connector,
    report,
    onView,
    given,
    remembered,
    keep,
    owns = noNames,
    subtitles = usualSubtitles,
  } = props
  const { view, problems } = useMemo(() => checkView(report, props.view, owns), [report, props.view, owns])
  const request = useMemo(() => rowRequest(connector, report, view, given), [connector, report, view, given])
  const head = useReportHead(request)
  const total = useTotal(request, given, head.data)
  const keyColumns = report.rowKey
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const width = useInnerWidth(scroller)
  const needs = useColumnNeeds(report.columns, head.data, { ...props, subtitles })
  const columns = useColumns({
    columns: report.columns,
    shown: props.columns,
    remembered: remembered.layout,
    keep: layout => keep({ layout }),
    needs,
    available: width - selectorWidth,
  })
  const selection = useSelection(request, keyColumns)
  const opened = useOpenRow(request, keyColumns, view.open)
  const copy = useCopyRows(report.columns, columns.layout)
  const editing = useFilterEditing()
  const { isBrowser, save } = useSaveFile()
  const exporting = useExport(report, async file => (isBrowser ? save(file) : undefined))
  const hasSums = report.columns.some(({ key, sums }) => sums && columns.layout.shown.includes(key))
  const totals = useQuery({
    ...useQueries().totals(withoutOrder(request)),
    enabled: hasSums,
    placeholderData: keepPreviousData,
  })
  const show = (row: TableRow, replace: boolean) => {
    props.askForPanel?.(row)
    opened.setChosen(row)
    onView({ open: row.key }, { replace })
  }
  const onEscape = () => (view.open === null ? selection.clear() : onView({ open: null }))
  const onRow: OnRow = (wanted, row) => {
    if (wanted === 'escape') return onEscape()
    if (row === null) return
    if (wanted === 'page') props.onOpenPage?.(row)
    else if (wanted === 'copy') void copy.copyRows(selection.rows.length > 0 ? selection.rows : [row])
    else if (view.open === row.key) onView({ open: null })
    else show(row, view.open !== null)
  }
  /** An open panel follows the keyboard; Back closes it, wherever it has gone. */
  const onMove = (row: TableRow | null) => {
    if (row !== null && view.open !== null && view.open !== row.key) show(row, true)
  }
  return {
    view,
    problems,
    request,
    head,
    total,
    keyColumns,
    scroller,
    onScroller: setScroller,
    needs,
    columns,
    subtitles,
    selection,
    opened,
    copy,
    editing,
    exporting,
    /** A line of totals without any number would only take room. */
    totals:
      hasSums && Object.values(totals.data?.totals ?? {}).some(sum => sum !== null)
        ? (totals.data ?? null)
        : null,
    /** What an export writes: the selected rows, the first ones, or all that match. */
    orderOf: ({ allColumns, first }: ExportExtent): ExportOrder => ({
      request,
      columns: allColumns ? null : exportedColumns(columns.layout.shown, subtitles, report.columns),
      rows: rowsOf(selection, first),
    }),
    onRow,
    onMove,
    /** Gives a column the width that its content needs, also where that makes the table scroll. */
    onFit: (key: string) =>
      columns.setLayout({
        ...columns.layout,
        widths: { ...columns.layout.widths, [key]: needs.find(need => need.key === key)?.wanted ?? 160 },
      }),
  }
}

function rowsOf(selection: Selection, first: number | null): ExportOrder['rows'] {
  if (selection.rows.length > 0) return selection.rows
  return first === null ? null : () => selection.readFirst(first)
}

/** A sum is the same in every order. */
function withoutOrder({ sort: _, ...request }: RowRequest): Omit<RowRequest, 'sort'> {
  return request
}
