import Papa from 'papaparse'
import type { Cell, ReportColumn } from '../../contract/reports.ts'
import { labelWithUnit } from '../reports/columns.ts'
import { type CsvDialect, plainCsv } from '../reports/csv-dialect.ts'

/** Without it Excel reads UTF-8 as the system's old encoding and breaks names. */
const byteOrderMark = '\uFEFF'
const lineEnd = '\r\n'

/**
 * CSV as RFC 4180 has it, or with the separators of another dialect, with a byte order mark, the labels as
 * first line, and texts that cannot become formulas. Dates and times stay in ISO 8601, flags 0 or 1, empty
 * cells empty.
 */
export function* encodeCsv(
  columns: readonly ReportColumn[],
  batches: Iterable<readonly Cell[][]>,
  { separator, decimal }: CsvDialect = plainCsv,
): Generator<string> {
  const written = (rows: readonly Cell[][]) => {
    const cells = rows.map(row => row.map(cell => csvCell(cell, decimal)))
    return Papa.unparse(cells, { delimiter: separator, newline: lineEnd }) + lineEnd
  }
  yield byteOrderMark + written([columns.map(labelWithUnit)])
  for (const batch of batches) if (batch.length > 0) yield written(batch)
}

function csvCell(cell: Cell, decimal: CsvDialect['decimal']): string {
  if (cell === null) return ''
  return typeof cell === 'string' ? withoutFormula(cell) : String(cell).replace('.', decimal)
}

/**
 * One JSON array with an object per row, by the columns' keys; a line per row, so that big files can be
 * looked through.
 */
export function* encodeJson(
  columns: readonly ReportColumn[],
  batches: Iterable<readonly Cell[][]>,
): Generator<string> {
  let separator = '[\n'
  for (const batch of batches) {
    const lines = batch.map(row => JSON.stringify(rowObject(columns, row)))
    yield separator + lines.join(',\n')
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

function rowObject(columns: readonly ReportColumn[], row: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null]))
}

/**
 * What makes a spreadsheet take a text for a formula, also in its full-width form; the blanks are skipped
 * before it looks.
 */
const formulaStart = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/**
 * A text that no spreadsheet takes for a formula when it opens a CSV file: an apostrophe goes before one
 * that begins like a formula, as the owners of spreadsheets do by hand. Only for text: a negative number
 * begins with a minus and is none.
 */
function withoutFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}
