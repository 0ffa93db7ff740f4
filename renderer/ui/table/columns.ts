import type { ReportColumn } from '../../../electron/contract/reports.ts'

const widths: Readonly<Record<ReportColumn['type'], number>> = {
  text: 170,
  integer: 110,
  number: 110,
  money: 120,
  percent: 96,
  date: 126,
  time: 126,
  flag: 96,
}

const perLetter = 7.5
const aroundTitle = 44
const widestTitle = 230

/** The width in pixels that a column has before somebody changes it: what its values and its title need. */
export function columnWidth({ type, label, personal }: ReportColumn): number {
  const forValues = personal ? 210 : widths[type]
  return Math.max(forValues, Math.min(widestTitle, Math.round(label.length * perLetter) + aroundTitle))
}

/** Keys of the columns that are visible before somebody chooses, with a width where the usual one does not fit. */
export type ShownColumns = Readonly<Record<string, number | null>>

/** Every column that a person reads: identifiers are for those who look for them. */
export function readableColumns(columns: readonly ReportColumn[]): ShownColumns {
  const readable = columns.filter(({ key }) => !key.endsWith('_id') && key !== 'sku_part_number')
  return Object.fromEntries(readable.map(({ key }) => [key, null]))
}
