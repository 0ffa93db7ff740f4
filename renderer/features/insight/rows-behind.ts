import { appReport } from '../../../electron/contract/insight/app-rows.ts'
import type { RowsBehind } from '../../../electron/contract/insight/figure.ts'
import { isScreen, plainRoute, type Route } from '../../routing/route.ts'

/** The table with exactly the rows that a figure counts. */
export function routeBehind({ report, filters, parameters }: Omit<RowsBehind, 'rows' | 'sumOf'>): Route {
  return { ...placeOf(report), filters, parameters }
}

/** Users and apps have a table of their own, which draws what their report says. */
function placeOf(report: string): Route {
  if (report === appReport) return { ...plainRoute('apps'), tab: 'users' }
  return isScreen(report) ? plainRoute(report) : { ...plainRoute('reports'), report }
}
