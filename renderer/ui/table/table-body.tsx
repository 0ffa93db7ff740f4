import {
  Button,
  makeStyles,
  mergeClasses,
  TableBody as Rows,
  Table,
  tokens,
} from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportPage } from '../../../electron/contract/reports.ts'
import type { Sort } from '../../routing/route.ts'
import { EmptyState } from '../empty-state.tsx'
import { useFormat } from '../format-context.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'
import type { ColumnTable } from './columns.ts'
import { type RowRequest, useReportRows } from './report-rows.ts'
import { TableHead } from './table-head.tsx'
import { rowHeight, seenColumns, TableLine } from './table-row.tsx'

const rowsBeyondSight = 12

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    // Over a ground of its own the browser moves what is drawn already; otherwise it draws everything anew
    // for each frame.
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
 * The head, the rows in sight and their count. The buttons in the head take the focus, from where the arrow
 * keys scroll the rows.
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

const useTableCountStyles = makeStyles({
  count: {
    display: 'flex',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums',
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalM}`,
  },
})

type TableCountProps = { page: ReportPage; seen: { startIndex: number; endIndex: number } | null }

/**
 * Which rows are seen, of how many, and the date of their usage. Scrolling is not announced; another number
 * of rows is.
 */
function TableCount({ page, seen }: TableCountProps) {
  const styles = useTableCountStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const values = {
    first: format.integer((seen?.startIndex ?? 0) + 1),
    last: format.integer(Math.min(page.filtered, (seen?.endIndex ?? 0) + 1)),
    filtered: format.integer(page.filtered),
    total: format.integer(page.total),
  }
  const text = page.filtered === page.total ? t('table.count', values) : t('table.countFiltered', values)
  return (
    <div className={styles.count}>
      <span aria-hidden>{text}</span>
      {page.activityAsOf !== null && (
        <span>{t('common.asOf', { date: format.date(page.activityAsOf) })}</span>
      )}
      <VisuallyHidden live>{t('table.rowCount', values)}</VisuallyHidden>
    </div>
  )
}

/** A table without rows: because nothing matches, or because there is nothing. */
function TableEmpty({ page, onClear }: { page: ReportPage; onClear: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (page.total === 0) {
    const about = page.notes.find(({ kind }) => kind === 'empty')?.text ?? ''
    return <EmptyState title={t('table.none')} about={about} />
  }
  return (
    <EmptyState
      title={t('table.noMatch')}
      about={t('table.noMatchAbout', { total: format.integer(page.total) })}
    >
      <Button onClick={onClear}>{t('table.clear')}</Button>
    </EmptyState>
  )
}
