import { makeStyles, mergeClasses, Table, tokens } from '@fluentui/react-components'
import { useMemo, useRef } from 'react'
import type { Cell, ReportPage, ReportTotals } from '../../../../electron/contract/reports.ts'
import type { Sort } from '../../../routing/view.ts'
import { rowHeights } from '../columns/layout.ts'
import type { Columns } from '../columns/use-columns.ts'
import { TableHead } from '../head/table-head.tsx'
import { type RowRequest, useReportRows } from '../rows/report-rows.ts'
import { type TableRow, toTableRow } from '../rows/table-row.ts'
import { type OnRow, useRowEvents } from '../selection/use-row-events.ts'
import type { Selection } from '../selection/use-selection.ts'
import { type DrawCell, seenColumns, wholeWidth } from './seen-columns.ts'
import { TableCount } from './table-count.tsx'
import { TableLine } from './table-line.tsx'
import { TotalsRow } from './totals-row.tsx'
import { headHeight, totalsHeight, useDrawnRows } from './use-drawn-rows.ts'

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    position: 'relative',
    overflow: 'auto',
    // Over a ground of its own the browser moves what is drawn already; otherwise it draws everything again
    // for each frame.
    backgroundColor: tokens.colorNeutralBackground1,
  },
  table: { minWidth: '100%' },
  rows: { position: 'relative' },
  stale: { opacity: 0.6 },
})

export type TableBodyProps = {
  request: RowRequest
  head: ReportPage
  /** The rows before somebody filters them. */
  total: number
  /** Whether the rows belong to the search before this one. */
  isStale: boolean
  title: string
  columns: Columns
  subtitles: Readonly<Record<string, string>>
  cells: Readonly<Record<string, DrawCell>>
  marks: Readonly<Record<string, DrawCell>>
  drawnWidths: Readonly<Record<string, number>>
  keyColumns: readonly string[]
  selection: Selection
  /** The key of the row whose side panel is open. */
  open: string | null
  sort: Sort
  onSort: (sort: Sort) => void
  onFilter: (column: string) => void
  onFit: (column: string) => void
  onRow: OnRow
  onMove: Parameters<typeof useRowEvents>[0]['onMove']
  /** The element that scrolls, as `onScroller` was given it. */
  scroller: HTMLElement | null
  /** Null where no column has a sum, or while it is being read. */
  totals: ReportTotals | null
  onScroller: (element: HTMLElement | null) => void
}

const asRows = { role: 'rowgroup' } as const

/** The head, the rows in sight and their count. Tab comes to one row, from where the arrow keys go on. */
export function TableBody(props: TableBodyProps) {
  const { request, head, columns, subtitles, cells, marks, drawnWidths, keyColumns, selection, open } = props
  const { scroller, totals } = props
  const styles = useStyles()
  const body = useRef<HTMLDivElement>(null)
  const height = rowHeights[columns.layout.density]
  const rows = useDrawnRows({
    scroller,
    body,
    count: head.filtered,
    height,
    hasTotals: totals !== null,
    question: JSON.stringify(request),
  })
  const { items, active } = rows
  const range = { first: items.at(0)?.index ?? 0, last: items.at(-1)?.index ?? 0 }
  const cellsAt = useReportRows(request, head, range)
  const made = useRef(new WeakMap<readonly Cell[], TableRow>())
  const rowAt = (index: number): TableRow | null => {
    const found = cellsAt(index)
    if (found === null) return null
    const row = made.current.get(found) ?? toTableRow(found, head.columns, keyColumns)
    made.current.set(found, row)
    return row
  }
  const seen = useMemo(
    () => seenColumns(columns.table, { page: head, subtitles, cells, marks, drawnWidths }),
    [columns.table, head, subtitles, cells, marks, drawnWidths],
  )
  const isDrawnByScreen = seen.some(({ draw, drawMark }) => draw !== null || drawMark !== null)
  const events = useRowEvents({ ...rows, ...props, count: head.filtered, rowAt })
  return (
    <>
      <div
        ref={props.onScroller}
        className={mergeClasses(styles.scroller, props.isStale && styles.stale)}
        // What takes the focus in a row is scrolled clear of the head and of the line of totals.
        style={{ scrollPaddingTop: headHeight, scrollPaddingBottom: totals === null ? 0 : totalsHeight }}
      >
        <Table
          noNativeElements
          sortable
          role="grid"
          size="small"
          className={styles.table}
          style={{ width: wholeWidth(seen) }}
          aria-label={props.title}
          aria-rowcount={head.filtered + (totals === null ? 1 : 2)}
          aria-multiselectable
        >
          <TableHead
            columns={seen}
            table={columns.table}
            selection={selection}
            count={head.filtered}
            sort={props.sort}
            onSort={props.onSort}
            onFilter={props.onFilter}
            onFit={props.onFit}
          />
          <div {...asRows} ref={body} className={styles.rows} style={{ height: rows.totalSize }} {...events}>
            {items.map(({ key, index, start }) => {
              const row = rowAt(index)
              return (
                <TableLine
                  key={key}
                  index={index}
                  start={start}
                  height={height}
                  row={cellsAt(index)}
                  drawn={isDrawnByScreen ? row : null}
                  columns={seen}
                  isActive={index === active}
                  isSelected={row !== null && selection.has(row.key)}
                  isOpen={row !== null && row.key === open}
                />
              )
            })}
          </div>
          {totals !== null && <TotalsRow totals={totals} columns={seen} count={head.filtered} />}
        </Table>
      </div>
      <TableCount page={head} total={props.total} seen={rows.seen} />
    </>
  )
}
