import {
  Checkbox,
  makeStyles,
  mergeClasses,
  TableHeader,
  TableHeaderCell,
  TableResizeHandle,
  TableRow,
  tokens,
  useArrowNavigationGroup,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportColumn } from '../../../../electron/contract/reports.ts'
import type { Sort } from '../../../routing/view.ts'
import { isNumeric } from '../../format.ts'
import { useCellStyles } from '../body/cell-styles.ts'
import { type HeadedColumn, selectorWidth } from '../body/seen-columns.ts'
import { headHeight } from '../body/use-drawn-rows.ts'
import { nextSort } from '../rows/report-rows.ts'
import type { Selection } from '../selection/use-selection.ts'
import { columnMenuClass, HeaderMenu, type HeaderMenuProps } from './header-menu.tsx'

const useStyles = makeStyles({
  header: { position: 'sticky', top: 0, zIndex: 2, backgroundColor: tokens.colorNeutralBackground1 },
  row: { height: `${headHeight}px`, boxSizing: 'border-box', backgroundColor: 'inherit' },
  head: {
    flexGrow: 0,
    flexShrink: 0,
    flexBasis: 'auto',
    boxSizing: 'border-box',
    height: '100%',
    padding: 0,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: 'inherit',
    [`&:hover .${columnMenuClass}`]: { opacity: 1 },
    '& > .fui-TableHeaderCell__button': {
      padding: `0 ${tokens.spacingHorizontalS}`,
      minHeight: '100%',
      overflow: 'hidden',
      // The handle is the way to another width; the browser's own would stand beside it.
      resize: 'none',
    },
  },
  all: { padding: 0, minHeight: 0, flexBasis: 'auto' },
  // A long title takes two lines rather than width that its values do not need.
  title: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '2',
    overflow: 'hidden',
    lineHeight: '16px',
    textWrap: 'balance',
  },
  right: {
    textAlign: 'right',
    '& > .fui-TableHeaderCell__button': { position: 'relative', justifyContent: 'flex-end' },
    // Beside a title that ends with its numbers the arrow would push it away from them.
    '& .fui-TableHeaderCell__sortIcon': { position: 'absolute', left: '-2px', paddingLeft: 0 },
  },
  // Half of a handle lies over the next column; behind the last one it would make every table scroll.
  lastHandle: { margin: '0 0 0 -8px' },
})

export type TableHeadProps = {
  columns: readonly HeadedColumn[]
  sort: Sort
  onSort: (sort: Sort) => void
  selection: Selection
  /** Of all rows. */
  count: number
} & Pick<HeaderMenuProps, 'table' | 'onFilter' | 'onFit'>

/** The titles of the columns, which stay while the rows are scrolled. */
export function TableHead({ columns, selection, count, ...props }: TableHeadProps) {
  // One stop of Tab; arrows go from title to title.
  const arrows = useArrowNavigationGroup({ axis: 'horizontal', memorizeCurrent: true })
  const chosen = selection.rows.length
  const styles = useStyles()
  const cellStyles = useCellStyles()
  const { t } = useTranslation()
  return (
    <TableHeader className={styles.header}>
      <TableRow {...arrows} aria-rowindex={1} className={styles.row}>
        <TableHeaderCell
          sortable={false}
          className={mergeClasses(cellStyles.selector, styles.all)}
          style={{ width: selectorWidth }}
        >
          <Checkbox
            aria-label={t('table.selectAll')}
            checked={chosen === 0 ? false : chosen === count || 'mixed'}
            onChange={() => (chosen === 0 ? selection.selectAll(count) : selection.clear())}
          />
        </TableHeaderCell>
        {columns.map((column, place) => (
          <ColumnHead
            key={column.column.key}
            {...props}
            seen={column}
            isLast={place === columns.length - 1}
          />
        ))}
      </TableRow>
    </TableHeader>
  )
}

type ColumnHeadProps = Omit<TableHeadProps, 'columns' | 'selection' | 'count'> & {
  seen: HeadedColumn
  isLast: boolean
}

/** A column's title, which sorts by it, its menu, and the handle that makes it wider. */
function ColumnHead({ seen, sort, isLast, onSort, ...menu }: ColumnHeadProps) {
  const styles = useStyles()
  const cellStyles = useCellStyles()
  const { column, header, stays, width, isAtRight } = seen
  const directions = { asc: 'ascending', desc: 'descending' } as const
  const direction = sort.column === column.key ? directions[sort.direction] : undefined
  return (
    <TableHeaderCell
      className={mergeClasses(styles.head, stays !== null && cellStyles.stays, isAtRight && styles.right)}
      style={stays === null ? { width } : { width, left: stays }}
      aria-label={column.label}
      {...(direction === undefined ? {} : { sortDirection: direction })}
      button={{ onClick: () => onSort(nextSort(sort, column.key, isLargestFirst(column))) }}
      aside={
        <>
          <HeaderMenu header={header} column={column} onSort={onSort} {...menu} />
          <TableResizeHandle
            className={mergeClasses(isLast && styles.lastHandle)}
            onDoubleClick={() => menu.onFit(column.key)}
            onMouseDown={header.getResizeHandler()}
            onTouchStart={header.getResizeHandler()}
          />
        </>
      }
    >
      <span className={styles.title} title={column.label}>
        {column.label}
      </span>
    </TableHeaderCell>
  )
}

/** Numbers and dates are looked at from the largest or the newest. */
export function isLargestFirst(column: ReportColumn): boolean {
  return isNumeric(column) || column.type === 'date' || column.type === 'time'
}
