import type { Figure, RowsBehind } from '../../../electron/contract/insight/figure.ts'
import type { ReportPage, ReportRequest } from '../../../electron/contract/reports.ts'

/** Every figure within a value that leads to rows, with the way to it. */
export function linkedFigures(value: unknown, path = ''): { path: string; figure: Figure }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => linkedFigures(one, `${path}[${index}]`))
  if (typeof value !== 'object' || value === null) return []
  if ('behind' in value) {
    // Only figures of the contract have that key.
    return [{ path, figure: value as Figure }]
  }
  return Object.entries(value).flatMap(([key, one]) =>
    linkedFigures(one, path === '' ? key : `${path}.${key}`),
  )
}

type Ask = (request: Partial<ReportRequest> & { report: string }) => Promise<ReportPage> | ReportPage

/** What the table behind a figure says: how many rows it counts, and where the figure is a sum, that sum. */
export async function openFigure(
  ask: Ask,
  { report, filters, parameters, sumOf }: RowsBehind,
): Promise<{ rows: number; sum: number | null }> {
  const page = await ask({ report, filters, parameters, limit: 1000 })
  if (sumOf === null) return { rows: page.filtered, sum: null }
  const index = page.columns.findIndex(({ key }) => key === sumOf)
  const sum = page.rows.reduce((total, row) => total + Number(row[index] ?? 0), 0)
  return { rows: page.filtered, sum }
}
