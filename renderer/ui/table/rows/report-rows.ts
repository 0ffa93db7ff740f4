import { keepPreviousData, useQuery, useQueries as useTanStackQueries } from '@tanstack/react-query'
import type {
  Cell,
  ReportDescription,
  ReportFilter,
  ReportPage,
} from '../../../../electron/contract/reports.ts'
import type { Input } from '../../../../electron/contract/schemas.ts'
import { useQueries } from '../../../queries.ts'
import type { Sort, View } from '../../../routing/view.ts'

/** Changes how a table is looked at; `replace` leaves no place for Back to come to. */
export type OnView = (changes: Partial<View>, options?: { replace?: boolean }) => void

/** What a screen asks of its table whatever a person asks; it is no chip and cannot be removed. */
export type Given = { filters?: readonly ReportFilter[]; parameters?: Readonly<Record<string, number>> }

/**
 * The order after a click on a column's head: numbers and dates begin with the largest, a second click turns
 * it around.
 */
export function nextSort(current: Sort, column: string, largestFirst: boolean): Sort {
  if (current.column === column) {
    return { column, direction: current.direction === 'asc' ? 'desc' : 'asc' }
  }
  return { column, direction: largestFirst ? 'desc' : 'asc' }
}

/** What a table asks the database, without the place of the rows. */
export type RowRequest = Omit<Input<'reports.page'>, 'offset' | 'limit'>

/** The rows of a report as they are looked at. */
export function rowRequest(
  connector: string,
  report: ReportDescription,
  view: Pick<View, 'search' | 'sort' | 'filters' | 'parameters'>,
  given: Given = {},
): RowRequest & { sort: Sort } {
  return {
    connector,
    report: report.name,
    search: view.search,
    filters: [...(given.filters ?? []), ...view.filters],
    parameters: ofReport(report, { ...view.parameters, ...given.parameters }),
    sort: view.sort ?? report.defaultSort,
  }
}

/** Values of the address that the report takes; the others are the screen's own. */
function ofReport(
  { parameters }: ReportDescription,
  values: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => parameters.some(({ key }) => key === name)),
  )
}

/** One page of them, counted from 0. */
export function pageRequest(
  request: RowRequest,
  page: number,
  rows: number = pageSize,
): Input<'reports.page'> {
  return { ...request, offset: page * rows, limit: rows }
}

/** Rows that are asked for at once, and the most that a page can have. */
const pageSize = 100
export const maxPageRows = 1000

/**
 * The pages in which the rows from `first` to `last` lie, with one more in either direction when it is close.
 */
export function pagesAround(first: number, last: number, count: number): number[] {
  if (count === 0) return []
  const margin = pageSize / 2
  const from = Math.floor(Math.max(0, first - margin) / pageSize)
  const to = Math.floor(Math.min(count - 1, last + margin) / pageSize)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The first page of a report; while another search or order is being read, the rows before it stay. */
export function useReportHead(request: RowRequest) {
  return useQuery({ ...useQueries().page(pageRequest(request, 0)), placeholderData: keepPreviousData })
}

/**
 * The rows of a table before a person filters them. What its screen asks of it anyway is no filter: a product
 * with 218 users has 218 of them, not 218 of all assignments.
 */
export function useTotal(
  request: RowRequest,
  given: Given | undefined,
  head: ReportPage | undefined,
): number {
  const queries = useQueries()
  const filters = given?.filters ?? []
  const isPlain = request.search === '' && request.filters?.length === filters.length
  const unfiltered = { ...request, search: '', filters: [...filters] }
  const isAsked = filters.length > 0 && !isPlain
  const found = useQuery({ ...queries.page(pageRequest(unfiltered, 0, 1)), enabled: isAsked })
  if (filters.length === 0 || head === undefined) return head?.total ?? 0
  return isPlain ? head.filtered : (found.data?.filtered ?? head.filtered)
}

/**
 * A look-up for the rows that are on screen. It reads the pages around them; a row whose page has not come
 * yet is null.
 *
 * @param range indices of the first and last row on screen
 */
export function useReportRows(
  request: RowRequest,
  head: ReportPage,
  range: { first: number; last: number },
): (index: number) => readonly Cell[] | null {
  const queries = useQueries()
  const pages = pagesAround(range.first, range.last, head.filtered).filter(page => page > 0)
  const results = useTanStackQueries({
    queries: pages.map(page => queries.page(pageRequest(request, page))),
  })
  const loaded = new Map(pages.map((page, index) => [page, results[index]?.data?.rows]))
  loaded.set(0, head.rows)
  return index => loaded.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null
}
