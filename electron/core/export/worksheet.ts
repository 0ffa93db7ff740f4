import type { Cell, ReportColumn } from '../../contract/reports.ts'
import { AppError } from '../errors.ts'
import { labelWithUnit } from '../reports/columns.ts'

/** Excel opens no more rows than these, the header among them. */
const maxRows = 1_048_576
const minWidth = 8
const maxWidth = 60
/** Room for a number's separators and the button of the filter. */
const padding = 3

/**
 * The sheet's XML piece by piece: frozen bold header, widths that fit the first rows, a filter on every
 * column.
 */
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
    if (row + batch.length > maxRows) throw tooManyRows()
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
function headerText(column: ReportColumn): string {
  return column.type === 'time' ? `${column.label} (UTC)` : labelWithUnit(column)
}

function columnWidth(column: ReportColumn, index: number, sample: readonly Cell[][]): number {
  const longest = sample.reduce((length, row) => Math.max(length, String(row[index] ?? '').length), 0)
  const content = column.type === 'time' ? 'yyyy-mm-dd hh:mm'.length : longest
  return Math.min(maxWidth, Math.max(minWidth, content, headerText(column).length) + padding)
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

const dayMs = 86_400_000
/** Day 0 of Excel's calendar, which counts a 29th of February 1900 that never was. */
const excelEpoch = Date.UTC(1899, 11, 30)

/** The letters of a column: 0 is `A`, 26 is `AA`. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}

/** Days since Excel's day 0, with the time of day as a fraction; null when the text is no date. */
export function excelDay(text: string): number | null {
  const milliseconds = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
  // Before March 1900 Excel's calendar is wrong, so that such a date stays a text.
  if (!Number.isFinite(milliseconds) || milliseconds < Date.UTC(1900, 2, 1)) return null
  return (milliseconds - excelEpoch) / dayMs
}

/**
 * A cell of the sheet; nothing where it is empty. Texts are texts: no leading zero is lost, and none becomes
 * a formula.
 */
function cellXml(cell: Cell, column: ReportColumn, reference: string): string {
  if (cell === null || cell === '') return ''
  const { type } = column
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) return ''
    if (type === 'flag') return `<c r="${reference}" t="b"><v>${cell === 0 ? 0 : 1}</v></c>`
    return `<c r="${reference}" s="${styleOf(type)}"><v>${cell}</v></c>`
  }
  const day = type === 'date' || type === 'time' ? excelDay(cell) : null
  if (day !== null) return `<c r="${reference}" s="${styleOf(type)}"><v>${day}</v></c>`
  return textXml(cell, reference, styleOf('text'))
}

function textXml(text: string, reference: string, style: number): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

type Style = { name: ReportColumn['type'] | 'header'; format: string }

/** The cell formats in the order of their numbers. The first is that of every cell without one. */
const styles: readonly Style[] = [
  { name: 'flag', format: 'General' },
  { name: 'text', format: '@' },
  { name: 'header', format: '@' },
  { name: 'integer', format: '#,##0' },
  { name: 'number', format: 'General' },
  { name: 'date', format: 'yyyy\\-mm\\-dd' },
  { name: 'time', format: 'yyyy\\-mm\\-dd\\ hh:mm' },
  { name: 'money', format: '#,##0.00' },
  { name: 'percent', format: '0.0' },
  { name: 'bytes', format: '#,##0' },
  { name: 'milliseconds', format: '#,##0' },
  { name: 'days', format: '#,##0' },
]

/** Numbers below belong to Excel's own formats. */
const firstFormat = 164

function styleOf(name: Style['name']): number {
  return Math.max(
    0,
    styles.findIndex(style => style.name === name),
  )
}

export function stylesXml(): string {
  const formats = styles.map(
    ({ format }, index) => `<numFmt numFmtId="${firstFormat + index}" formatCode="${format}"/>`,
  )
  const cells = styles.map(
    ({ name }, index) =>
      `<xf numFmtId="${firstFormat + index}" fontId="${name === 'header' ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${styles.length}">${formats.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

/** Longest text of a cell in Excel's own limits. */
const maxTextLength = 32_767

/** What XML 1.0 has no place for, and the rest of the control characters. */
const forbidden = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu
/** What Excel would read back as an escaped character. */
const looksEscaped = /_(?=x[0-9a-fA-F]{4}_)/g
const special = /[&<>"]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/**
 * Anything that one of the rules could concern. Most texts hold none of it and are done with after one look.
 */
const remarkable = /[&<>"\r\ufffe\uffff]|_x|[^\P{Cc}\t\n]|\p{Surrogate}/u

/**
 * A text as it stands in a workbook's XML, so that Excel shows it again as it was; what XML cannot hold is
 * left out.
 */
export function xmlText(text: string): string {
  const short = text.length > maxTextLength ? text.slice(0, maxTextLength) : text
  if (!remarkable.test(short)) return short
  return short
    .toWellFormed()
    .replaceAll(forbidden, '')
    .replaceAll(looksEscaped, '_x005F_')
    .replaceAll(special, character => entities[character] ?? character)
    .replaceAll('\r', '_x000D_')
}
