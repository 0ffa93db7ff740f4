import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Check } from '../../../../electron/contract/setup/checks.ts'
import type { Bridge } from '../../../bridge/bridge.ts'
import { useBridge } from '../../../bridge/context.tsx'
import { queryKeys } from '../../../queries.ts'

/** What the last test of a connection found, or what the running one has found so far. */
export type ChecksState = {
  checks: readonly Check[]
  isRunning: boolean
  error: Error | null
  stop: (() => void) | null
}

const nothing: ChecksState = { checks: [], isRunning: false, error: null, stop: null }

/**
 * The test of a connection. Its findings stay until the next test, also when the person looks at other
 * screens meanwhile.
 */
export function useChecks(connector: string | null) {
  const bridge = useBridge()
  const client = useQueryClient()
  const found = useQuery({
    queryKey: queryKeys.checks(connector ?? ''),
    // Never asked for by itself: a test calls the tenant, so that a person starts it.
    queryFn: () => nothing,
    initialData: nothing,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const run = useCallback((id: string) => void runChecks(bridge, client, id), [bridge, client])
  return { state: found.data, run }
}

async function runChecks(bridge: Bridge, client: QueryClient, connector: string): Promise<void> {
  const key = queryKeys.checks(connector)
  const set = (changes: Partial<ChecksState>) =>
    client.setQueryData<ChecksState>(key, current => ({ ...(current ?? nothing), ...changes }))
  if (client.getQueryData<ChecksState>(key)?.isRunning === true) return
  const abort = new AbortController()
  set({ checks: [], isRunning: true, error: null, stop: () => abort.abort() })
  const seen: Check[] = []
  const unsubscribe = bridge.on('checks.progress', progress => {
    if (progress.connector !== connector) return
    seen.push(progress.check)
    set({ checks: [...seen] })
  })
  try {
    const { checks } = await bridge.call('checks.run', { connector }, abort.signal)
    set({ checks })
  } catch (error) {
    // Half a test proves nothing. Whoever stopped it needs no word about that.
    set({ checks: [], error: abort.signal.aborted || !(error instanceof Error) ? null : error })
  } finally {
    unsubscribe()
    set({ isRunning: false, stop: null })
  }
}
