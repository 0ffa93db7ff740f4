import type { Cell, ReportPage } from '../../../electron/contract/reports.ts'

/** One figure of the overview. `value` is null where it cannot be told; the note says why then. */
export type Figure = {
  id: string
  title: string
  value: number | string | null
  unit: string
  note: string
  asOf: string | null
}

/** `asOf` is the date that most of the figures hold for; it stands once beside the title. */
export type Area = { title: string; asOf: string | null; figures: readonly Figure[] }

/** The rows of the report `overview`, grouped by their area in the order in which they come. */
export function toAreas(page: ReportPage): Area[] {
  const byArea = new Map<string, Figure[]>()
  for (const row of page.rows) {
    const cell = (key: string): Cell => row[page.columns.findIndex(column => column.key === key)] ?? null
    const area = String(cell('area') ?? '')
    const asOf = cell('as_of')
    const figure = {
      id: String(cell('figure') ?? ''),
      title: String(cell('title') ?? ''),
      value: cell('value'),
      unit: String(cell('unit') ?? ''),
      note: String(cell('note') ?? ''),
      asOf: asOf === null ? null : String(asOf),
    }
    byArea.set(area, [...(byArea.get(area) ?? []), figure])
  }
  return [...byArea].map(([title, figures]) => ({ title, asOf: usualDate(figures), figures }))
}

function usualDate(figures: readonly Figure[]): string | null {
  const counted = [...Map.groupBy(figures, ({ asOf }) => asOf)]
  counted.sort(([, one], [, other]) => other.length - one.length)
  return counted[0]?.[0] ?? null
}
