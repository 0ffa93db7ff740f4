import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryAnswer } from '../../../electron/contract/query.ts'

const rowHeight = 32
const letterWidth = 7.5
const minWidth = 72
const maxWidth = 360
/** Rows whose texts say how wide a column has to be. */
const measuredRows = 50

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: '160px',
    position: 'relative',
    overflow: 'auto',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  table: { minWidth: '100%' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'flex',
    height: '36px',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  body: { display: 'block', position: 'relative' },
  row: { position: 'absolute', left: 0, right: 0, display: 'flex' },
  cell: {
    display: 'block',
    flexGrow: 0,
    flexShrink: 0,
    // Fluent's cells share the row evenly, whatever width they are given.
    flexBasis: 'auto',
    boxSizing: 'border-box',
    height: '100%',
    lineHeight: `${rowHeight}px`,
    padding: `0 ${tokens.spacingHorizontalS}`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  title: { fontWeight: tokens.fontWeightSemibold, lineHeight: '36px' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
})

/** The rows of an answer as they came, drawn where they are seen. A blank cell is a null of SQL. */
export function ResultTable({ answer: { columns, rows } }: { answer: QueryAnswer }) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const widths = useMemo(() => columns.map(({ name }, index) => widthOf(name, rows, index)), [columns, rows])
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const classOf = (index: number, ...more: string[]) =>
    mergeClasses(styles.cell, columns[index]?.isNumber === true && styles.number, ...more)
  return (
    <div ref={setScroller} className={styles.scroller}>
      <Table
        noNativeElements
        role="grid"
        // Whoever has no mouse scrolls it with the arrow keys.
        tabIndex={0}
        size="small"
        className={styles.table}
        style={{ width: whole }}
        aria-label={t('result')}
        aria-rowcount={rows.length + 1}
      >
        <TableHeader>
          <TableRow className={styles.head} aria-rowindex={1}>
            {columns.map(({ name }, index) => (
              <TableHeaderCell
                key={name}
                className={classOf(index, styles.title)}
                style={{ width: widths[index] }}
                title={name}
              >
                {name}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => (
            <TableRow
              key={key}
              className={styles.row}
              style={{ top: start, height: rowHeight }}
              aria-rowindex={index + 2}
            >
              {columns.map(({ name }, place) => {
                const text = String(rows[index]?.[place] ?? '')
                return (
                  <TableCell
                    key={name}
                    className={classOf(place)}
                    style={{ width: widths[place] }}
                    title={text}
                  >
                    {text}
                  </TableCell>
                )
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function widthOf(name: string, rows: QueryAnswer['rows'], index: number): number {
  const longest = rows
    .slice(0, measuredRows)
    .reduce((length, row) => Math.max(length, String(row[index] ?? '').length), name.length)
  return Math.round(Math.min(maxWidth, Math.max(minWidth, longest * letterWidth + 20)))
}
