import type { ReportColumn } from '../../../electron/contract/reports.ts'

const widths: Readonly<Record<ReportColumn['type'], number>> = {
  text: 190,
  integer: 120,
  number: 120,
  money: 130,
  percent: 120,
  date: 140,
  time: 140,
  flag: 130,
}

const perLetter = 7.5
const aroundTitle = 48

/** The width in pixels that a column has before somebody changes it: what its values and its title need. */
export function columnWidth({ type, label, personal }: ReportColumn): number {
  const forValues = personal ? 230 : widths[type]
  return Math.max(forValues, Math.min(240, Math.round(label.length * perLetter) + aroundTitle))
}
