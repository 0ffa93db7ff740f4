import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { ConsentState } from '../../../../electron/contract/registration/consent.ts'
import { useBridge, useEngineEvent } from '../../../bridge/context.tsx'
import { useOpenPage } from '../lines/use-open-page.ts'
import type { Wizard } from '../wizard.ts'

const key = ['consent']

/** The consent of this setup: how far it is, and what can be done about it. Another setup's is not shown. */
export function useConsent({ draft, saved }: Wizard) {
  const bridge = useBridge()
  const client = useQueryClient()
  const openPage = useOpenPage()
  const [mine, setMine] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const newest = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => bridge.call('consent.state', {}, signal),
  })
  useEngineEvent(
    'consent.changed',
    useCallback((state: ConsentState) => client.setQueryData(key, state), [client]),
  )
  const attempt = async (work: () => Promise<ConsentState | null>) => {
    setError(null)
    try {
      const state = await work()
      client.setQueryData(key, state)
      setMine(state?.id ?? null)
      if (state?.address != null) openPage(state.address)
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)))
    }
  }
  const connector = saved?.connector.id ?? null
  const { cloud, tenantId, clientId, permissions } = draft
  const subject =
    connector === null
      ? ({ kind: 'values', cloud, tenantId, clientId } as const)
      : ({ kind: 'connector', connector } as const)
  const state = newest.data ?? null
  const isMine =
    state !== null && (state.id === mine || (connector !== null && state.connector === connector))
  return {
    state: isMine ? state : null,
    error,
    begin: () => attempt(() => bridge.call('consent.begin', { subject, permissions })),
    /** Null while there is no credential to ask for a token with. */
    check:
      connector === null
        ? null
        : () => attempt(() => bridge.call('consent.check', { connector, permissions })),
    stop: () => attempt(() => bridge.call('consent.stop', {})),
    open: (address: string) => openPage(address),
  }
}
