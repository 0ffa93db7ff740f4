import type { ReportPage } from '../../../electron/contract/reports.ts'
import type { SeenColumn } from './table-row.tsx'
import type { ColumnTable } from './use-columns.ts'

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
