import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cell, ReportColumn, ReportPage } from '../../../electron/contract/reports.ts'
import { formatCell, isNumeric } from '../format.ts'
import { useFormat } from '../format-context.tsx'
import type { ColumnTable } from './columns.ts'

export const rowHeight = 40

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    height: `${rowHeight}px`,
    boxSizing: 'border-box',
    display: 'flex',
    color: tokens.colorNeutralForeground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    ':hover': {
      backgroundColor: tokens.colorSubtleBackgroundHover,
      color: tokens.colorNeutralForeground1Hover,
    },
    '@media (forced-colors: active)': { ':hover': { color: 'Highlight' } },
  },
  cell: {
    flexGrow: 0,
    flexShrink: 0,
    minWidth: 0,
    boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalS}`,
    lineHeight: `${rowHeight}px`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  // A number is followed by air, so that a text to its right does not read on.
  number: {
    paddingRight: tokens.spacingHorizontalL,
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
  },
  last: { flexGrow: 1, paddingRight: tokens.spacingHorizontalM },
  date: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
  waiting: {
    display: 'inline-block',
    width: '70%',
    height: '12px',
    verticalAlign: 'middle',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralStencil1,
  },
})

// The elements of a table stand one below the other; these stand where they are scrolled to, and say by their
// roles what they are.
const asRow = (index: number) => ({ role: 'row', 'aria-rowindex': index + 2 }) as const
const asCell = { role: 'cell' } as const

type SeenColumn = { column: ReportColumn; index: number; width: number }

type Props = {
  /** From 0, of all rows. */
  index: number
  /** Pixels from the first row. */
  start: number
  /** Null while it is still being read: then it shows where its text will be. */
  row: readonly Cell[] | null
  /** The same object as long as nothing changes. */
  columns: readonly SeenColumn[]
}

/**
 * One row. While a table is scrolled only the rows that come into sight are drawn, and each is made of
 * nothing but elements: a hundred components for each frame would be more than there is time for.
 */
export const TableLine = memo(function TableLine({ index, start, row, columns }: Props) {
  const styles = useStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const flags = { yes: t('common.yes'), no: t('common.no') }
  return (
    <div {...asRow(index)} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
      {columns.map(({ column, index: place, width }, order) => {
        const text = row === null ? '' : formatCell(row[place] ?? null, column, format, flags)
        return (
          <div
            key={column.key}
            {...asCell}
            // Names come in every script; each is written in its own direction.
            dir={column.type === 'text' ? 'auto' : undefined}
            title={text.length > 24 ? text : undefined}
            className={mergeClasses(
              styles.cell,
              isNumeric(column) && styles.number,
              (column.type === 'date' || column.type === 'time') && styles.date,
              column.type === 'flag' && styles.quiet,
              order === columns.length - 1 && styles.last,
            )}
            style={{ flexBasis: width }}
          >
            {row === null ? <span className={styles.waiting} /> : text}
          </div>
        )
      })}
    </div>
  )
})

/** A column in sight with its head in the table. */
export type HeadedColumn = SeenColumn & { header: ReturnType<ColumnTable['getLeafHeaders']>[number] }

/** The columns that are shown, in their order, with the places of their values in the rows of a page. */
export function seenColumns(table: ColumnTable, { columns }: ReportPage): HeadedColumn[] {
  return table.getLeafHeaders().flatMap(header => {
    const index = columns.findIndex(({ key }) => key === header.column.id)
    const column = columns[index]
    return column === undefined ? [] : [{ column, index, width: header.getSize(), header }]
  })
}
