import { useMemo, useState } from 'react'
import { selectorWidth } from './body/seen-columns.ts'
import { usualSubtitles } from './columns/layout.ts'
import { useColumns } from './columns/use-columns.ts'
import { useColumnNeeds, useInnerWidth } from './columns/use-fitted.ts'
import { useOpenRow } from './panel/use-open-row.ts'
import { checkView } from './rows/check-view.ts'
import { rowRequest, useReportHead } from './rows/report-rows.ts'
import { keyColumnsOf, type TableRow } from './rows/table-row.ts'
import { useCopyRows } from './selection/use-copy-rows.ts'
import type { OnRow } from './selection/use-row-events.ts'
import { useSelection } from './selection/use-selection.ts'
import type { TableFrameProps } from './table-frame.tsx'

const noNames: readonly string[] = []

/** Everything that the parts of a table share. */
export function useTableModel(props: TableFrameProps) {
  const { connector, report, onView, given, owns = noNames, subtitles = usualSubtitles } = props
  const { view, problems } = useMemo(() => checkView(report, props.view, owns), [report, props.view, owns])
  const request = useMemo(() => rowRequest(connector, report, view, given), [connector, report, view, given])
  const head = useReportHead(request)
  const keyColumns = useMemo(() => keyColumnsOf(report), [report])
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const width = useInnerWidth(scroller)
  const needs = useColumnNeeds(report.columns, head.data, subtitles)
  const columns = useColumns({
    columns: report.columns,
    shown: props.columns,
    needs,
    available: width - selectorWidth,
  })
  const selection = useSelection(request, keyColumns)
  const opened = useOpenRow(request, keyColumns, view.open)
  const copy = useCopyRows(report.columns, columns.layout)
  const show = (row: TableRow, replace: boolean) => {
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
    keyColumns,
    scroller,
    onScroller: setScroller,
    needs,
    columns,
    subtitles,
    selection,
    opened,
    copy,
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
