import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BackgroundState } from '../../../electron/contract/background.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys, useQueries } from '../../queries.ts'

/** What the app does by itself; null while that is not known. */
export function useBackground(): BackgroundState | null {
  return useQuery(useQueries().background()).data ?? null
}

/** Holding scheduled syncs back and letting them go on. */
export function usePause() {
  const bridge = useBridge()
  const client = useQueryClient()
  const keep = (state: BackgroundState) => client.setQueryData(queryKeys.background, state)
  const pause = useMutation({
    mutationFn: (until: string | null) => bridge.call('background.pause', { until }),
    onSuccess: keep,
  })
  const resume = useMutation({ mutationFn: () => bridge.call('background.resume', {}), onSuccess: keep })
  return { pause: pause.mutate, resume: () => resume.mutate() }
}
