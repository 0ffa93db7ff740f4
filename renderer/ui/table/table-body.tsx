import {
  makeStyles,
  mergeClasses,
  TableBody as Rows,
  Table,
  TableHeader,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { ReportPage } from '../../../electron/contract/reports.ts'
import type { Sort } from '../../routing/route.ts'
import { ColumnHead } from './column-head.tsx'
import { RowCells, type SeenColumn } from './row-cells.tsx'
import { TableCount } from './table-count.tsx'
import { TableEmpty } from './table-empty.tsx'
import type { ColumnTable } from './use-columns.ts'
import { type RowRequest, useReportRows } from './use-report-rows.ts'

export const rowHeight = 40
const rowsBeyondSight = 12

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
  },
  table: { minWidth: 'fit-content' },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  rows: { position: 'relative' },
  row: { position: 'absolute', top: 0, left: 0, width: '100%' },
  stale: { opacity: 0.6 },
})

type Props = {
  request: RowRequest
  head: ReportPage
  /** Whether the rows belong to the search before this one. */
  isStale: boolean
  title: string
  table: ColumnTable
  sort: Sort
  onSort: (sort: Sort) => void
  onClear: () => void
}

/**
 * The head, the rows in sight and their count. The buttons in the head take the focus, from where the arrow keys scroll the rows.
 */
export function TableBody({ request, head, isStale, title, table, sort, onSort, onClear }: Props) {
  const styles = useStyles()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: head.filtered,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsBeyondSight,
  })
  const question = JSON.stringify(request)
  useEffect(() => {
    // Another search or order begins at its first row.
    if (question !== '') scroller.current?.scrollTo({ top: 0 })
  }, [question])
  const items = virtualizer.getVirtualItems()
  const range = { first: items.at(0)?.index ?? 0, last: items.at(-1)?.index ?? 0 }
  const rowAt = useReportRows(request, head, range)
  const columns = table.getLeafHeaders().flatMap(header => seenColumn(head, header))
  if (head.filtered === 0) return <TableEmpty page={head} onClear={onClear} />
  return (
    <>
      <div ref={scroller} className={mergeClasses(styles.scroller, isStale && styles.stale)}>
        <Table
          noNativeElements
          sortable
          size="small"
          className={styles.table}
          aria-label={title}
          aria-rowcount={head.filtered + 1}
        >
          <TableHeader className={styles.header}>
            <TableRow aria-rowindex={1}>
              {columns.map(({ column, header }, place) => (
                <ColumnHead
                  key={column.key}
                  header={header}
                  column={column}
                  sort={sort}
                  isLast={place === columns.length - 1}
                  onSort={onSort}
                />
              ))}
            </TableRow>
          </TableHeader>
          <Rows className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
            {items.map(item => (
              <TableRow
                key={item.key}
                aria-rowindex={item.index + 2}
                className={styles.row}
                style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                <RowCells row={rowAt(item.index)} columns={columns} />
              </TableRow>
            ))}
          </Rows>
        </Table>
      </div>
      <TableCount page={head} seen={virtualizer.range} />
    </>
  )
}

type Header = ReturnType<ColumnTable['getLeafHeaders']>[number]

function seenColumn({ columns }: ReportPage, header: Header): (SeenColumn & { header: Header })[] {
  const index = columns.findIndex(({ key }) => key === header.column.id)
  const column = columns[index]
  return column === undefined ? [] : [{ column, index, width: header.getSize(), header }]
}
