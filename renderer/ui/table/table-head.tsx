import { makeStyles, TableHeader, TableRow, tokens } from '@fluentui/react-components'
import { memo } from 'react'
import type { Sort } from '../../routing/route.ts'
import { ColumnHead } from './column-head.tsx'
import type { HeadedColumn } from './seen-columns.ts'

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
