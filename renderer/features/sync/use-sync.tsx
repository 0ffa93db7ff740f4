import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { syncModes } from '../../../electron/contract/sync.ts'
import { CallFailure } from '../../bridge/bridge.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys } from '../../queries.ts'
import { createProgressStore, type ProgressStore, type RunProgress } from './progress-store.ts'

type SyncMode = (typeof syncModes)[number]

/** A sync that was stopped while it waited for its turn has nothing more to tell. */
function isCancelled(error: Error | null): boolean {
  return error instanceof CallFailure && error.wire.code === 'cancelled'
}

/** Starting, watching and stopping the sync of one connector. */
export function useSync(status: ConnectorStatus) {
  const bridge = useBridge()
  const client = useQueryClient()
  const connector = status.connector.id
  const progress = useProgress(connector)
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.connectors })
  const start = useMutation({
    mutationFn: (mode: SyncMode) => bridge.call('sync.start', { connector, mode }),
    onSettled: refresh,
  })
  const stop = useMutation({ mutationFn: () => bridge.call('sync.cancel', { connector }) })
  const forgetStop = stop.reset
  useEffect(() => {
    if (!status.running) forgetStop()
  }, [status.running, forgetStop])
  return {
    progress,
    isRunning: start.isPending || status.running,
    start: () => start.mutate('incremental'),
    /** Reads everything anew instead of what has changed. */
    startInFull: () => start.mutate('full'),
    stop: () => stop.mutate(),
    isStopping: stop.isPending || stop.isSuccess,
    error: isCancelled(start.error) ? null : start.error,
  }
}

const ProgressContext = createContext<ProgressStore | null>(null)

export function ProgressProvider({ children }: { children: ReactNode }) {
  const bridge = useBridge()
  const store = useMemo(() => createProgressStore(bridge), [bridge])
  useEffect(() => store.listen(), [store])
  return <ProgressContext.Provider value={store}>{children}</ProgressContext.Provider>
}

/** Throws outside of a provider, see `useBridge`. */
export function useProgress(connector: string): RunProgress {
  const store = useContext(ProgressContext)
  if (store === null) throw new Error('A component was shown outside of ProgressProvider.')
  return useSyncExternalStore(store.subscribe, () => store.of(connector))
}
