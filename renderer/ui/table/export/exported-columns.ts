import type { ReportColumn } from '../../../../electron/contract/reports.ts'

/** The columns of an export of what is seen, each with what stands small under it. */
export function exportedColumns(
  shown: readonly string[],
  subtitles: Readonly<Record<string, string>>,
  columns: readonly ReportColumn[],
): string[] {
  const withUnder = shown.flatMap(key => [key, subtitles[key] ?? key])
  return [...new Set(withUnder)].filter(key => columns.some(column => column.key === key))
}
