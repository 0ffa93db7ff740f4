import type { Route, Sort } from '../../routing/route.ts'

/** How a table is looked at: what the address keeps, so that Back works. */
export type View = Pick<Route, 'search' | 'sort' | 'filters' | 'parameters'>

export type OnView = (view: View, options?: { replace?: boolean }) => void

/** The order after a click on a column's head: numbers and dates begin with the largest, a second click turns it around. */
export function nextSort(current: Sort, column: string, largestFirst: boolean): Sort {
  if (current.column === column) {
    return { column, direction: current.direction === 'asc' ? 'desc' : 'asc' }
  }
  return { column, direction: largestFirst ? 'desc' : 'asc' }
}
