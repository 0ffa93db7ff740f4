import { makeStyles, mergeClasses, TableBody as Rows, Table, tokens } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { ReportPage } from '../../../electron/contract/reports.ts'
import type { Sort } from '../../routing/route.ts'
import type { RowRequest } from './row-request.ts'
import { seenColumns } from './seen-columns.ts'
import { TableCount } from './table-count.tsx'
import { TableEmpty } from './table-empty.tsx'
import { TableHead } from './table-head.tsx'
import { rowHeight, TableLine } from './table-row.tsx'
import type { ColumnTable } from './use-columns.ts'
import { useReportRows } from './use-report-rows.ts'

const rowsBeyondSight = 12

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    // Over a ground of its own the browser moves what is drawn already; otherwise it draws everything anew for each frame.
    backgroundColor: tokens.colorNeutralBackground1,
  },
  table: { minWidth: 'fit-content' },
  rows: { position: 'relative' },
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
  const columns = useMemo(() => seenColumns(table, head), [table, head])
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
          <TableHead columns={columns} sort={sort} onSort={onSort} />
          <Rows className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
            {items.map(({ key, index, start }) => (
              <TableLine key={key} index={index} start={start} row={rowAt(index)} columns={columns} />
            ))}
          </Rows>
        </Table>
      </div>
      <TableCount page={head} seen={virtualizer.range} />
    </>
  )
}
