import { useCallback, useRef, useState } from 'react'
import type { Cell, ReportDescription } from '../../../../electron/contract/reports.ts'
import { useBridge, useEngineEvent } from '../../../bridge/context.tsx'
import { copyTable } from '../../copy-text.ts'
import type { RowRequest } from '../rows/report-rows.ts'
import type { TableRow } from '../rows/table-row.ts'
import { copiedTable } from '../selection/copied-table.ts'

export type ExportFormat = 'csv' | 'xlsx' | 'json'

/** How far an export is. */
export type ExportState =
  | { kind: 'idle' }
  | { kind: 'running'; rows: number; total: number }
  /** `file` is its whole path, which the host knows it by. */
  | { kind: 'done'; file: string; rows: number }
  /** A file that is no list of rows. */
  | { kind: 'saved'; file: string }
  | { kind: 'copied'; rows: number; filtered: number }
  | { kind: 'failed'; error: Error }

export type ExportOrder = {
  request: RowRequest
  /** Keys of the columns to write, in their order; null for all of the report. */
  columns: string[] | null
  /** Only these rows, or those that are still to be read; null for all that match. */
  rows: readonly TableRow[] | (() => Promise<readonly TableRow[]>) | null
}

/** Follows a piece of work that writes or copies rows, one at a time. */
export function useFollowedExport() {
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const running = useRef<{ id: string; control: AbortController } | null>(null)
  useEngineEvent(
    'reports.exportProgress',
    useCallback(({ id, rows, total }) => {
      if (running.current?.id === id) setState({ kind: 'running', rows, total })
    }, []),
  )
  /** Shows what comes of a piece of work; one that was cancelled leaves nothing to show. */
  const follow = async (work: (id: string, signal: AbortSignal) => Promise<ExportState>) => {
    running.current?.control.abort()
    const mine = { id: crypto.randomUUID(), control: new AbortController() }
    running.current = mine
    setState({ kind: 'running', rows: 0, total: 0 })
    const next = await work(mine.id, mine.control.signal).catch(
      (error: unknown): ExportState => ({ kind: 'failed', error: asError(error) }),
    )
    if (running.current !== mine) return
    running.current = null
    setState(next)
  }
  return {
    state,
    follow,
    cancel: () => {
      running.current?.control.abort()
      running.current = null
      setState({ kind: 'idle' })
    },
    dismiss: () => setState({ kind: 'idle' }),
  }
}

/** Writes what a table shows into a file of the exports folder, or into the clipboard. */
export function useExport(report: ReportDescription, onWritten: (file: string) => Promise<void>) {
  const bridge = useBridge()
  const followed = useFollowedExport()
  return {
    ...followed,
    write: (format: ExportFormat, order: ExportOrder) =>
      followed.follow(async (id, signal) => {
        const written = await bridge.call(
          'reports.export',
          { ...(await asked(report, order)), format, id },
          signal,
        )
        await onWritten(written.file)
        return { kind: 'done', ...written }
      }),
    copy: (order: ExportOrder) =>
      followed.follow(async (_id, signal) => {
        const { text, rows, filtered } = await bridge.call('reports.copy', await asked(report, order), signal)
        await copyTable(
          copiedTable(
            text.split(/\r?\n/).map(line => line.split('\t')),
            true,
          ),
        )
        return { kind: 'copied', rows, filtered }
      }),
  }
}

export type Export = ReturnType<typeof useFollowedExport>

async function asked({ rowKey }: ReportDescription, { request, columns, rows }: ExportOrder) {
  const wanted = typeof rows === 'function' ? await rows() : rows
  const keys = wanted?.map(({ values }): Cell[] => rowKey.map(key => values[key] ?? null)) ?? null
  return { ...request, columns, keys }
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
