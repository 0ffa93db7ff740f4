import type { ReactNode } from 'react'
import type { ReportColumn, ReportPage } from '../../../../electron/contract/reports.ts'
import { hasCents, isNumeric } from '../../format.ts'
import type { ColumnTable } from '../columns/use-columns.ts'
import type { TableRow } from '../rows/table-row.ts'
import { type MissingReason, missingReason } from './cell-text.ts'

/** The width in pixels of the column with the boxes that select rows. */
export const selectorWidth = 36

/**
 * What a screen draws in a cell of its own; the text of the value stays for copying and listening. Null where
 * there is nothing to draw: then the cell has its text, which says why a value cannot be told.
 */
export type DrawCell = (row: TableRow) => ReactNode

export type SeenColumn = {
  column: ReportColumn
  /** The place of its value in the rows of a page. */
  index: number
  width: number
  /** Pixels from the left edge at which it stays while the table is scrolled; null where it moves along. */
  stays: number | null
  /** Why its blank cells cannot be told; null where a blank cell says never or none. */
  missing: MissingReason | null
  /** What stands small under the value; null for nothing. */
  under: { column: ReportColumn; index: number } | null
  draw: DrawCell | null
  /** Before what stands small under the value. */
  drawMark: DrawCell | null
  /** Numbers end at the right, and their title with them; a picture of one begins at the left. */
  isAtRight: boolean
  /** Amounts of money have cents, all or none of them. */
  withCents: boolean
  /** The place of the currency of its money in the rows of a page; null where the report has none. */
  currencyIndex: number | null
}

/** A column in sight with its head in the table. */
export type HeadedColumn = SeenColumn & { header: ReturnType<ColumnTable['getLeafHeaders']>[number] }

type Options = {
  page: ReportPage
  subtitles: Readonly<Record<string, string>>
  cells: Readonly<Record<string, DrawCell>>
  marks: Readonly<Record<string, DrawCell>>
  /** The widths of the cells that hold a picture instead of a text. */
  drawnWidths: Readonly<Record<string, number>>
}

/** The columns that are shown, in their order: those that stay first. */
export function seenColumns(
  table: ColumnTable,
  { page, subtitles, cells, marks, drawnWidths }: Options,
): HeadedColumn[] {
  const find = (key: string) => {
    const index = page.columns.findIndex(column => column.key === key)
    const column = page.columns[index]
    return column === undefined ? null : { column, index }
  }
  const currencyIndex = find('currency')?.index ?? null
  const headers = table.getLeafHeaders()
  const shown = new Set(headers.map(header => header.column.id))
  let left = selectorWidth
  return headers.flatMap(header => {
    const found = find(header.column.id)
    if (found === null) return []
    const width = header.getSize()
    const stays = header.column.getIsPinned() === 'start' ? left : null
    if (stays !== null) left += width
    const underKey = subtitles[found.column.key]
    // A value that has a column of its own need not be said twice.
    const under = underKey === undefined || shown.has(underKey) ? null : find(underKey)
    const draw = cells[found.column.key] ?? null
    const drawMark = marks[found.column.key] ?? null
    const missing = missingReason(page, found.column.key)
    const isAtRight = isNumeric(found.column) && drawnWidths[found.column.key] === undefined
    const withCents = hasCents(
      found.column,
      page.rows.map(row => row[found.index] ?? null),
    )
    const drawing = { under, draw, drawMark, isAtRight, withCents, currencyIndex }
    return [{ ...found, width, stays, missing, ...drawing, header }]
  })
}

/** The width of all columns together, without which a row would end where the window does. */
export function wholeWidth(columns: readonly SeenColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, selectorWidth)
}
