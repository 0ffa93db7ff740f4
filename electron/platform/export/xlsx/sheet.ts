import type { Cell, ReportColumn } from '../../../contract/reports.ts'
import { AppError } from '../../../core/errors.ts'
import { cellXml, columnLetters, textXml } from './cells.ts'
import { styleOf } from './styles.ts'

/** Excel opens no more rows than these, the header among them. */
const mostRows = 1_048_576
const narrowest = 8
const widest = 60
/** Room for a number's separators and the button of the filter. */
const padding = 3

/** The sheet's XML piece by piece: frozen bold header, widths that fit the first rows, a filter on every column. */
export function* sheetXml(
  columns: readonly ReportColumn[],
  batches: Iterable<readonly Cell[][]>,
): Generator<string> {
  const letters = columns.map((_, index) => columnLetters(index))
  let row = 1
  let begun = false
  for (const batch of batches) {
    if (!begun) yield beginning(columns, letters, batch)
    begun = true
    if (row + batch.length > mostRows) throw tooManyRows()
    yield batch.map(cells => rowXml(cells, columns, letters, ++row)).join('')
  }
  if (!begun) yield beginning(columns, letters, [])
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1) ?? 'A'}${row}"/></worksheet>`
}

function beginning(
  columns: readonly ReportColumn[],
  letters: readonly string[],
  sample: readonly Cell[][],
): string {
  const widths = columns.map((column, index) => {
    const width = columnWidth(column, index, sample)
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  })
  const header = columns.map((column, index) =>
    textXml(headerText(column), `${letters[index]}1`, styleOf('header')),
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`
}

/** Excel knows no time zones. */
function headerText({ label, type }: ReportColumn): string {
  return type === 'time' ? `${label} (UTC)` : label
}

function columnWidth(column: ReportColumn, index: number, sample: readonly Cell[][]): number {
  const longest = sample.reduce((length, row) => Math.max(length, String(row[index] ?? '').length), 0)
  const content = column.type === 'time' ? 'yyyy-mm-dd hh:mm'.length : longest
  return Math.min(widest, Math.max(narrowest, content, headerText(column).length) + padding)
}

function rowXml(
  cells: readonly Cell[],
  columns: readonly ReportColumn[],
  letters: readonly string[],
  row: number,
): string {
  let xml = `<row r="${row}">`
  for (const [index, column] of columns.entries()) {
    xml += cellXml(cells[index] ?? null, column, `${letters[index]}${row}`)
  }
  return `${xml}</row>`
}

function tooManyRows(): AppError {
  return new AppError('badRequest', 'The report has more rows than a workbook can hold.', {
    fix: 'Export it as CSV, or filter it first.',
  })
}
