import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  TableCell,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Cell, ReportColumn } from '../../../electron/contract/reports.ts'
import { formatCell, isNumeric } from '../format.ts'
import { useFormat } from '../format-context.tsx'

const useStyles = makeStyles({
  cell: { flexGrow: 0, flexShrink: 0, minWidth: 0, height: '100%', boxSizing: 'border-box' },
  // A number is followed by air, so that a text to its right does not read on.
  numberCell: { paddingRight: tokens.spacingHorizontalL },
  last: { flexGrow: 1, paddingRight: tokens.spacingHorizontalM },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', width: '100%' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  date: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
  skeleton: { width: '70%' },
})

export type SeenColumn = { column: ReportColumn; index: number; width: number }

/** The cells of one row; a row that is still being read shows where its text will be. */
export function RowCells({ row, columns }: { row: readonly Cell[] | null; columns: readonly SeenColumn[] }) {
  const styles = useStyles()
  return columns.map(({ column, index, width }, place) => (
    <TableCell
      key={column.key}
      className={mergeClasses(
        styles.cell,
        isNumeric(column) && styles.numberCell,
        place === columns.length - 1 && styles.last,
      )}
      style={{ flexBasis: width }}
    >
      {row === null ? (
        <Skeleton className={styles.skeleton}>
          <SkeletonItem size={12} />
        </Skeleton>
      ) : (
        <CellText value={row[index] ?? null} column={column} />
      )}
    </TableCell>
  ))
}

function CellText({ value, column }: { value: Cell; column: ReportColumn }) {
  const styles = useStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const text = formatCell(value, column, format, { yes: t('common.yes'), no: t('common.no') })
  const isDate = column.type === 'date' || column.type === 'time'
  return (
    // Names come in every script; each is written in its own direction.
    <span
      dir={column.type === 'text' ? 'auto' : undefined}
      title={text.length > 24 ? text : undefined}
      className={mergeClasses(
        styles.text,
        isNumeric(column) && styles.number,
        isDate && styles.date,
        column.type === 'flag' && styles.quiet,
      )}
    >
      {text}
    </span>
  )
}
