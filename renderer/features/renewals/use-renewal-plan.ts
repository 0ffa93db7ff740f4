import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RenewalPlan } from '../../../electron/contract/savings/answers.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys } from '../../queries.ts'

export type PlannedRenewal = RenewalPlan[number]

/** What can leave the bill of each subscription, by its id; nothing until that is known. */
export function useRenewalPlan(connector: string, isEnabled: boolean): ReadonlyMap<string, PlannedRenewal> {
  const bridge = useBridge()
  const { data } = useQuery({
    queryKey: [...queryKeys.reportsOf(connector), 'savings', 'renewals'],
    queryFn: ({ signal }) => bridge.call('savings.renewals', { connector }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled: isEnabled,
  })
  return new Map((data ?? []).map(row => [row.subscriptionId, row]))
}

/** Decides about a renewal, or takes that back. */
export function useDecideRenewal(connector: string) {
  const bridge = useBridge()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input<'savings.decideRenewal'>) => bridge.call('savings.decideRenewal', input),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.reportsOf(connector) }),
  })
}
