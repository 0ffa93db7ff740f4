import { plainRoute, type Route } from '../../routing/route.ts'

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
