import type { Cell, ReportPage } from '../../../electron/contract/reports.ts'
import { plainRoute, type Route } from '../../routing/route.ts'

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

const licensed = { column: 'license_count', operator: '>', value: '0' } as const
const report = (name: string): Route => ({ ...plainRoute('reports'), report: name })
const licensesBy = (column: string): Route => ({
  ...plainRoute('licenses'),
  sort: { column, direction: 'desc' },
})

const routes: Readonly<Record<string, Route>> = {
  people: plainRoute('users'),
  licensed_people: { ...plainRoute('users'), filters: [licensed] },
  active_people_30d: {
    ...plainRoute('users'),
    filters: [licensed],
    sort: { column: 'last_activity_date', direction: 'desc' },
  },
  seats_bought: licensesBy('enabled_units'),
  seats_assigned: licensesBy('consumed_units'),
  seats_active_30d: licensesBy('active_users_30d'),
  seats_inactive_30d: licensesBy('inactive_users_30d'),
  seats_free: report('unused-seats'),
  inactive: report('inactive'),
  disabled_with_licenses: report('disabled-with-licenses'),
  guests_with_licenses: report('guests-with-licenses'),
  overlaps: report('overlaps'),
  last_sync: plainRoute('sync'),
  failed_datasets: plainRoute('sync'),
  flagged_differences: report('balance'),
}

const perApplication = /^active_people_30d\.(\w+)$/

/** The table with the rows that a figure of the overview counts; null where no screen shows them. */
export function rowsBehind(figure: string): Route | null {
  const [, app] = perApplication.exec(figure) ?? []
  if (app === undefined) return routes[figure] ?? null
  return {
    ...report('app-activity'),
    sort: { column: `${app}_last_activity_date`, direction: 'desc' },
  }
}
