import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useQueries } from '../../../queries.ts'
import { maxPageRows, pageRequest, type RowRequest } from '../rows/report-rows.ts'
import { type TableRow, toTableRow } from '../rows/table-row.ts'

/** So many rows can be selected at once; more are exported than worked on one by one. */
export const maxSelected = 5000

export type Selection = {
  rows: readonly TableRow[]
  /** Whether more was asked for than can be selected. */
  isCut: boolean
  has: (key: string) => boolean
  /** Takes a row into the selection or out of it; ranges start from it. */
  toggle: (index: number, row: TableRow) => void
  /** Selects everything from the row where the last selection began. */
  extendTo: (index: number, from: number) => void
  selectAll: (count: number) => void
  clear: () => void
  /** Reads the first rows of the table, which are not selected by it. */
  readFirst: (count: number) => Promise<readonly TableRow[]>
}

type State = { question: string; anchor: number | null; rows: ReadonlyMap<string, TableRow>; isCut: boolean }

/**
 * The rows that a person has selected, which stay while the table is scrolled and sorted. Another search or
 * filter starts with none.
 */
export function useSelection(request: RowRequest, keyColumns: readonly string[]): Selection {
  const { sort: _sort, ...question } = request
  const questionText = JSON.stringify(question)
  const empty: State = { question: questionText, anchor: null, rows: new Map(), isCut: false }
  const [kept, setState] = useState<State>(empty)
  const state = kept.question === questionText ? kept : empty
  const read = useReadRange(request, keyColumns)
  const select = async (first: number, last: number, anchor: number) => {
    const end = Math.min(last, first + maxSelected - 1)
    const rows = await read(first, end)
    setState({
      question: questionText,
      anchor,
      rows: new Map(rows.map(row => [row.key, row])),
      isCut: end < last,
    })
  }
  return {
    rows: useMemo(() => [...state.rows.values()], [state.rows]),
    isCut: state.isCut,
    has: key => state.rows.has(key),
    toggle: (index, row) => {
      const rows = new Map(state.rows)
      if (!rows.delete(row.key)) rows.set(row.key, row)
      setState({ question: questionText, anchor: index, rows, isCut: false })
    },
    extendTo: (index, from) => {
      const anchor = state.anchor ?? from
      void select(Math.min(anchor, index), Math.max(anchor, index), anchor)
    },
    selectAll: count => void select(0, count - 1, 0),
    clear: () => setState(empty),
    readFirst: count => read(0, count - 1),
  }
}

/** Reads the rows of a range, also those that were never in sight. */
function useReadRange(request: RowRequest, keyColumns: readonly string[]) {
  const client = useQueryClient()
  const queries = useQueries()
  return useCallback(
    async (first: number, last: number): Promise<TableRow[]> => {
      const from = Math.floor(first / maxPageRows)
      const pages = Array.from(
        { length: Math.floor(last / maxPageRows) - from + 1 },
        (_, index) => from + index,
      )
      const read = await Promise.all(
        pages.map(page => client.fetchQuery(queries.page(pageRequest(request, page, maxPageRows)))),
      )
      const offset = from * maxPageRows
      return read
        .flatMap(({ rows, columns }) => rows.map(cells => toTableRow(cells, columns, keyColumns)))
        .slice(first - offset, last - offset + 1)
    },
    [client, queries, request, keyColumns],
  )
}
