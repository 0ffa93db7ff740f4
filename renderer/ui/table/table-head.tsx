import {
  makeStyles,
  mergeClasses,
  TableHeader,
  TableHeaderCell,
  TableResizeHandle,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { memo } from 'react'
import type { ReportColumn } from '../../../electron/contract/reports.ts'
import type { Sort } from '../../routing/route.ts'
import { isNumeric } from '../format.ts'
import type { ColumnTable } from './columns.ts'
import { nextSort } from './report-rows.ts'
import type { HeadedColumn } from './table-row.tsx'

const useStyles = makeStyles({
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

type Props = { columns: readonly HeadedColumn[]; sort: Sort; onSort: (sort: Sort) => void }

/** The titles of the columns, which stay while the rows are scrolled. */
export const TableHead = memo(function TableHead({ columns, sort, onSort }: Props) {
  const styles = useStyles()
  return (
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
  )
})

const useColumnHeadStyles = makeStyles({
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

type ColumnHeadProps = {
  header: Header
  column: ReportColumn
  sort: Sort
  isLast: boolean
  onSort: (sort: Sort) => void
}

/** A column's title, which sorts by it, and the handle that makes it wider. */
function ColumnHead({ header, column, sort, isLast, onSort }: ColumnHeadProps) {
  const styles = useColumnHeadStyles()
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
