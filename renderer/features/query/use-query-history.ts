import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Settings } from '../../../electron/contract/settings.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys, useQueries } from '../../queries.ts'

const maxStatements = 20
const none: readonly string[] = []

/** What was run about a connector, the newest first; kept in the settings, each statement once. */
export function useQueryHistory(connector: string) {
  const bridge = useBridge()
  const client = useQueryClient()
  const statements = useQuery(useQueries().settings()).data?.window.queries[connector] ?? none
  const keep = useCallback(
    (next: string[] | null) => {
      const known = client.getQueryData<Settings>(queryKeys.settings)
      if (known !== undefined) {
        const queries = { ...known.window.queries, [connector]: next ?? [] }
        client.setQueryData(queryKeys.settings, { ...known, window: { ...known.window, queries } })
      }
      void bridge
        .call('settings.change', { window: { queries: { [connector]: next } } })
        // Only the next start does not remember it.
        .catch(() => undefined)
    },
    [bridge, client, connector],
  )
  return {
    statements,
    add: (sql: string) => keep([sql, ...statements.filter(one => one !== sql)].slice(0, maxStatements)),
    clear: () => keep(null),
  }
}
