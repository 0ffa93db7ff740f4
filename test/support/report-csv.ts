import type { UsageReport } from '../../electron/core/usage/catalogue/types.ts'

export type ReportCells = Readonly<Record<string, string | number | null>>

/**
 * A report with one row for each person as Graph would send it.
 *
 * @param rows each person's key, and the cells that are filled by their names
 */
export function reportCsv(
  report: UsageReport,
  rows: Iterable<readonly [key: string, cells: ReportCells]>,
  refreshDate = '2026-11-21',
): Uint8Array {
  const headers = ['Report Refresh Date', report.keyColumn ?? '', ...report.cells.map(({ header }) => header)]
  const lines = [headers.join(',')]
  for (const [key, cells] of rows) {
    const unknown = Object.keys(cells).find(name => report.cells.every(cell => cell.name !== name))
    if (unknown !== undefined) throw new Error(`The report ${report.name} has no cell ${unknown}.`)
    const values = report.cells.map(({ name }) => String(cells[name] ?? ''))
    lines.push([refreshDate, key, ...values].map(quoted).join(','))
  }
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`)
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`
}
