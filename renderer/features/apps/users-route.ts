import { appReport } from '../../../electron/contract/insight/app-rows.ts'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import type { Route } from '../../routing/route.ts'
import { routeBehind } from '../insight/rows-behind.ts'

/** The table of users and apps with these users alone. */
export function usersRoute(filters: readonly ReportFilter[]): Route {
  return routeBehind({ report: appReport, filters: [...filters], parameters: {} })
}
