import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Method } from '../electron/contract/methods.ts'
import type { ExclusionInput } from '../electron/contract/savings/inputs.ts'
import type { PlanInput } from '../electron/contract/savings/plan.ts'
import type { Input } from '../electron/contract/schemas.ts'
import type { Bridge } from './bridge/bridge.ts'
import { useBridge } from './bridge/context.tsx'
import { queryKeys } from './queries.ts'

/** Questions about savings; a sync and every change of prices, settings and decisions ask them again. */
export function createSavingsQueries(bridge: Bridge, connector: string) {
  const lasting = { staleTime: Number.POSITIVE_INFINITY, retry: false } as const
  const key = (...parts: readonly string[]) => [...queryKeys.reportsOf(connector), 'savings', ...parts]
  return {
    summary: () =>
      queryOptions({
        queryKey: key('summary'),
        queryFn: ({ signal }) => bridge.call('savings.summary', { connector }, signal),
        ...lasting,
      }),
    evidence: (userId: string, skuId: string) =>
      queryOptions({
        queryKey: key('evidence', userId, skuId),
        queryFn: ({ signal }) => bridge.call('savings.evidence', { connector, userId, skuId }, signal),
        ...lasting,
      }),
    prices: () =>
      queryOptions({
        queryKey: key('prices'),
        queryFn: ({ signal }) => bridge.call('savings.prices', { connector }, signal),
        ...lasting,
      }),
    statements: () =>
      queryOptions({
        queryKey: key('statements'),
        queryFn: ({ signal }) => bridge.call('savings.statements', { connector }, signal),
        ...lasting,
      }),
    ladder: () =>
      queryOptions({
        queryKey: key('ladder'),
        queryFn: ({ signal }) => bridge.call('savings.ladder', { connector }, signal),
        ...lasting,
      }),
    exclusionPreview: (exclusion: ExclusionInput | null, renews: number | null) =>
      queryOptions({
        queryKey: key('preview', JSON.stringify([exclusion, renews])),
        queryFn: ({ signal }) =>
          exclusion === null
            ? Promise.reject(new Error('There is nothing to preview.'))
            : bridge.call('savings.previewExclusion', { connector, exclusion, renews }, signal),
        ...lasting,
      }),
    plan: (plan: PlanInput) =>
      queryOptions({
        queryKey: key('plan', JSON.stringify(plan)),
        queryFn: ({ signal }) => bridge.call('savings.plan', { connector, plan }, signal),
        ...lasting,
      }),
    planChoices: () =>
      queryOptions({
        queryKey: key('plan-choices'),
        queryFn: ({ signal }) => bridge.call('savings.planChoices', { connector }, signal),
        ...lasting,
      }),
    plans: () =>
      queryOptions({
        queryKey: key('plans'),
        queryFn: ({ signal }) => bridge.call('savings.plans', { connector }, signal),
        ...lasting,
      }),
    letters: () =>
      queryOptions({
        queryKey: key('letters'),
        queryFn: ({ signal }) => bridge.call('savings.letters', { connector }, signal),
        ...lasting,
      }),
    lastUse: () =>
      queryOptions({
        queryKey: key('last-use'),
        queryFn: ({ signal }) => bridge.call('savings.lastUse', { connector }, signal),
        ...lasting,
      }),
    achieved: () =>
      queryOptions({
        queryKey: key('achieved'),
        queryFn: ({ signal }) => bridge.call('savings.achieved', { connector }, signal),
        ...lasting,
      }),
    workList: () =>
      queryOptions({
        queryKey: key('work'),
        queryFn: ({ signal }) => bridge.call('savings.workList', { connector }, signal),
        ...lasting,
      }),
  }
}

export function useSavingsQueries(connector: string) {
  const bridge = useBridge()
  return useMemo(() => createSavingsQueries(bridge, connector), [bridge, connector])
}

type Change = Extract<Method, `savings.${string}`>

/** Changes something and asks everything about the connector again, whether or not an event says so. */
export function useSavingsChange<M extends Change>(method: M, connector: string) {
  const bridge = useBridge()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input<M>) => bridge.call<M>(method, input),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.reportsOf(connector) }),
  })
}
