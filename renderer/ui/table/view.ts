import type { ReportFilter } from '../../../electron/contract/reports.ts'
import type { Sort } from '../../routing/route.ts'

/** How a table is looked at: what the address keeps, so that Back works. */
export type View = { search: string; sort: Sort | null; filters: readonly ReportFilter[] }

/** The order after a click on a column's head: numbers and dates begin with the largest, a second click turns it around. */
export function nextSort(current: Sort, column: string, largestFirst: boolean): Sort {
  if (current.column === column) {
    return { column, direction: current.direction === 'asc' ? 'desc' : 'asc' }
  }
  return { column, direction: largestFirst ? 'desc' : 'asc' }
}
