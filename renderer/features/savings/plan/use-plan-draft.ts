import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanDraft } from './plan-draft.ts'

/** A plan while it is edited, and under which name it is saved as it stands. */
export type OpenPlan = { readonly draft: PlanDraft; readonly name: string | null }

/** Keeps the plan of a connector while the window is open, also while another screen is looked at. */
export function usePlanDraft(
  connector: string,
  make: () => PlanDraft,
): [plan: OpenPlan, change: (plan: OpenPlan) => void] {
  const client = useQueryClient()
  const key = ['plan-draft', connector]
  const [plan, setPlan] = useState<OpenPlan>(
    () => client.getQueryData<OpenPlan>(key) ?? { draft: make(), name: null },
  )
  const change = (next: OpenPlan) => {
    setPlan(next)
    client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY })
    client.setQueryData(key, next)
  }
  return [plan, change]
}
