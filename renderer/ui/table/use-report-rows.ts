import { keepPreviousData, useQuery, useQueries as useTanStackQueries } from '@tanstack/react-query'
import type { Cell, ReportPage } from '../../../electron/contract/reports.ts'
import { useQueries } from '../../use-queries.ts'
import { pageSize, pagesAround } from './pages.ts'
import { pageRequest, type RowRequest } from './row-request.ts'

/** The first page of a report; while another search or order is being read, the rows before it stay. */
export function useReportHead(request: RowRequest) {
  return useQuery({ ...useQueries().page(pageRequest(request, 0)), placeholderData: keepPreviousData })
}

/**
 * A look-up for the rows that are on screen. It reads the pages around them; a row whose page has not come yet is null.
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
