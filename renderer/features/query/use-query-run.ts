import { useCallback, useRef, useState } from 'react'
import type { QueryAnswer } from '../../../electron/contract/query.ts'
import { CallFailure } from '../../bridge/bridge.ts'
import { useBridge } from '../../bridge/context.tsx'

export type QueryState =
  | { kind: 'idle' }
  | { kind: 'running' }
  | { kind: 'done'; sql: string; answer: QueryAnswer }
  | { kind: 'failed'; sql: string; error: Error }

/** Runs one statement at a time; a new one, and leaving the screen, cancels the one before. */
export function useQueryRun(connector: string) {
  const bridge = useBridge()
  const [state, setState] = useState<QueryState>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  const run = useCallback(
    async (sql: string): Promise<QueryState | null> => {
      running.current?.abort()
      const control = new AbortController()
      running.current = control
      setState({ kind: 'running' })
      const next = await bridge.call('query.run', { connector, sql }, control.signal).then(
        (answer): QueryState => ({ kind: 'done', sql, answer }),
        (error: unknown): QueryState => ({ kind: 'failed', sql, error: asError(error) }),
      )
      if (running.current !== control) return null
      running.current = null
      setState(next)
      return next
    },
    [bridge, connector],
  )
  const cancel = useCallback(() => {
    running.current?.abort()
    running.current = null
    setState({ kind: 'idle' })
  }, [])
  return { state, run, cancel }
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

/** The place of a mistake in the statement, counted from 0; null where it cannot be told. */
export function placeOf(error: Error): number | null {
  const text = error instanceof CallFailure ? error.wire.detail['position'] : undefined
  return text === undefined ? null : Number(text)
}

/** Line and column of a place, counted from 1, as editors count. */
export function lineAndColumn(sql: string, place: number): { line: number; column: number } {
  const before = sql.slice(0, place).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
