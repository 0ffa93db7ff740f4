import type { RowsBehind } from '../../../electron/contract/insight/figure.ts'
import { isScreen, plainRoute, type Route } from '../../routing/route.ts'

/** The table with exactly the rows that a figure counts. */
export function routeBehind({ report, filters, parameters }: Omit<RowsBehind, 'rows' | 'sumOf'>): Route {
  const place: Route = isScreen(report) ? plainRoute(report) : { ...plainRoute('reports'), report }
  return { ...place, filters, parameters }
}
