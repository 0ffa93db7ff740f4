import type { ReportDescription } from '../../../electron/contract/reports.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import { pageSize } from './pages.ts'
import type { View } from './view.ts'

/** What a table asks the database, without the place of the rows. */
export type RowRequest = Omit<Input<'reports.page'>, 'offset' | 'limit'>

/** The rows of a report as they are looked at. */
export function rowRequest(connector: string, report: ReportDescription, view: View) {
  return {
    connector,
    report: report.name,
    search: view.search,
    filters: [...view.filters],
    parameters: { ...view.parameters },
    sort: view.sort ?? report.defaultSort,
  }
}

/** One page of them, counted from 0. */
export function pageRequest(request: RowRequest, page: number): Input<'reports.page'> {
  return { ...request, offset: page * pageSize, limit: pageSize }
}
