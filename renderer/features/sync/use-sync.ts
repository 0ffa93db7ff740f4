import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys } from '../../queries.ts'
import { useProgress } from './progress-context.tsx'

/** Starting, watching and stopping the sync of one connector. */
export function useSync(status: ConnectorStatus) {
  const bridge = useBridge()
  const client = useQueryClient()
  const connector = status.connector.id
  const progress = useProgress(connector)
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.connectors })
  const start = useMutation({
    mutationFn: () => bridge.call('sync.start', { connector }),
    onSettled: refresh,
  })
  const stop = useMutation({ mutationFn: () => bridge.call('sync.cancel', { connector }) })
  return {
    progress,
    isRunning: start.isPending || status.running,
    start: start.mutate,
    stop: stop.mutate,
    error: start.error,
  }
}
