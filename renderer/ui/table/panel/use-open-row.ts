import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useQueries } from '../../../queries.ts'
import type { RowRequest } from '../rows/report-rows.ts'
import { keyFilters, type TableRow, toTableRow } from '../rows/table-row.ts'

/**
 * The row whose key the address names. A row that a person has just chosen is there at once; after Back or a
 * reload it is read by its key.
 *
 * @returns `row` is null while it is being read; `isGone` says that there is no such row
 */
export function useOpenRow(
  request: RowRequest,
  keyColumns: readonly string[],
  open: string | null,
): { row: TableRow | null; isGone: boolean; setChosen: (row: TableRow | null) => void } {
  const [chosen, setChosen] = useState<TableRow | null>(null)
  const filters = open === null ? null : keyFilters(open, keyColumns)
  const isChosen = chosen !== null && chosen.key === open
  const { connector, report, parameters } = request
  const read = useQuery({
    ...useQueries().page({
      connector,
      report,
      filters: filters ?? [],
      limit: 1,
      ...(parameters === undefined ? {} : { parameters }),
    }),
    enabled: filters !== null && !isChosen,
  })
  if (isChosen) return { row: chosen, isGone: false, setChosen }
  const cells = filters === null ? undefined : read.data?.rows[0]
  const row =
    cells === undefined || read.data === undefined ? null : toTableRow(cells, read.data.columns, keyColumns)
  const isGone = open !== null && (filters === null || (read.data !== undefined && row === null))
  return { row, isGone, setChosen }
}
