import type { Cell, ReportColumn } from '../../../contract/reports.ts'
import { styleOf } from './styles.ts'
import { xmlText } from './text.ts'

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

/** A cell of the sheet; nothing where it is empty. Texts are texts: no leading zero is lost, and none becomes a formula. */
export function cellXml(cell: Cell, column: ReportColumn, reference: string): string {
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

export function textXml(text: string, reference: string, style: number): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}
