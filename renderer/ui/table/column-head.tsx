import {
  makeStyles,
  mergeClasses,
  TableHeaderCell,
  TableResizeHandle,
  tokens,
} from '@fluentui/react-components'
import type { ReportColumn } from '../../../electron/contract/reports.ts'
import type { Sort } from '../../routing/route.ts'
import { isNumeric } from '../format.ts'
import type { ColumnTable } from './use-columns.ts'
import { nextSort } from './view.ts'

const useStyles = makeStyles({
  head: {
    flexGrow: 0,
    flexShrink: 0,
    boxSizing: 'border-box',
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
  last: { flexGrow: 1 },
  right: {
    paddingRight: tokens.spacingHorizontalL,
    '& > .fui-TableHeaderCell__button': { justifyContent: 'flex-end' },
  },
})

type Header = ReturnType<ColumnTable['getLeafHeaders']>[number]

type Props = {
  header: Header
  column: ReportColumn
  sort: Sort
  isLast: boolean
  onSort: (sort: Sort) => void
}

/** A column's title, which sorts by it, and the handle that makes it wider. */
export function ColumnHead({ header, column, sort, isLast, onSort }: Props) {
  const styles = useStyles()
  const largestFirst = isNumeric(column) || column.type === 'date' || column.type === 'time'
  const directions = { asc: 'ascending', desc: 'descending' } as const
  const direction = sort.column === column.key ? directions[sort.direction] : undefined
  return (
    <TableHeaderCell
      className={mergeClasses(styles.head, isLast && styles.last, isNumeric(column) && styles.right)}
      style={{ flexBasis: header.getSize(), minWidth: 0 }}
      {...(direction === undefined ? {} : { sortDirection: direction })}
      onClick={() => onSort(nextSort(sort, column.key, largestFirst))}
      aside={
        <TableResizeHandle
          onClick={event => event.stopPropagation()}
          onMouseDown={header.getResizeHandler()}
          onTouchStart={header.getResizeHandler()}
        />
      }
    >
      {column.label}
    </TableHeaderCell>
  )
}
