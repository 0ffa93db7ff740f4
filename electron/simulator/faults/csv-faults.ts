import { parseCsv, writeCsv } from '../csv.ts'
import type { FaultKind } from './fault.ts'

const byteOrderMark = '\ufeff'

/** Columns that stay when everything else is emptied. */
const identifying = new Set([
  'Report Refresh Date',
  'User Principal Name',
  'Owner Principal Name',
  'Report Date',
])
const nameColumns = new Set([
  'Display Name',
  'Owner Display Name',
  'Tenant Display Name',
  'Assigned Products',
])

/**
 * Changes the columns of a report: adds some at the front and the end, leaves some out, turns their order
 * round.
 */
export function changeColumns(text: string, fault: Extract<FaultKind, { kind: 'columns' }>): string {
  return editCsv(text, (header, rows) => {
    const missing = new Set((fault.missing ?? []).map(name => name.toLowerCase()))
    const kept = header.flatMap((name, position) => (missing.has(name.toLowerCase()) ? [] : [position]))
    const order = fault.reordered ? kept.toReversed() : kept
    const added = fault.added ?? []
    const reshape = (row: readonly string[], extra: (name: string) => string) => [
      ...added.slice(1).map(extra),
      ...order.map(position => row[position] ?? ''),
      ...added.slice(0, 1).map(extra),
    ]
    return [reshape(header, name => name), ...rows.map(row => reshape(row, () => 'new'))]
  })
}

/** Puts a messy name into every cell that holds a name. */
export function messCsv(text: string): string {
  return editCsv(text, (header, rows) => [
    [...header],
    ...rows.map((row, line) =>
      row.map((cell, position) => (nameColumns.has(header[position] ?? '') ? messyName(line) : cell)),
    ),
  ])
}

/** Empties every cell that does not say whose or which day's row it is. */
export function emptyCsv(text: string): string {
  return editCsv(text, (header, rows) => [
    [...header],
    ...rows.map(row => row.map((cell, position) => (identifying.has(header[position] ?? '') ? cell : ''))),
  ])
}

/** Takes the byte order mark away. */
export function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text
}

function editCsv(
  text: string,
  edit: (header: readonly string[], rows: readonly (readonly string[])[]) => string[][],
): string {
  const [header = [], ...rows] = parseCsv(withoutMark(text))
  return byteOrderMark + writeCsv(edit(header, rows))
}

/** Names that break careless readers: of files, of right-to-left text, of spreadsheets. */
export const messyNames: readonly string[] = [
  'Quo"te "Double" O\'Hara',
  'Comma, Separated, Name',
  'Line\r\nBreak',
  'N'.repeat(256),
  'שלום \u202eהפוך\u202c',
  'مرحبا، العالم',
  '=HYPERLINK("https://example.invalid","click")',
  '@SUM(1+1)',
  ' spaces around ',
  'Emoji 👩🏽‍🚀 and e\u0301',
  'null',
]

/** The messy name for a place in the file. */
export function messyName(position: number): string {
  return messyNames[position % messyNames.length] ?? ''
}
