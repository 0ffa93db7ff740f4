import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { ConsentState } from '../../../../electron/contract/registration/consent.ts'
import { useBridge, useEngineEvent } from '../../../bridge/context.tsx'
import { useOpenPage } from '../lines/use-open-page.ts'
import type { Wizard } from '../wizard.ts'

const granted: ReadonlySet<ConsentState['stage']> = new Set(['granted', 'accepted'])

/** The consent that was begun or looked for in this setup, and whether the setup was led on from it. */
type Own = { id: string; isLed: boolean }

/**
 * The consent of this setup: how far it is, and what can be done about it. Another setup's is not shown.
 *
 * @param connector what is consented to, as soon as it is saved: its credential proves the consent
 */
export function useConsent({ draft }: Pick<Wizard, 'draft'>, connector: string | null) {
  const bridge = useBridge()
  const client = useQueryClient()
  const openPage = useOpenPage()
  const [error, setError] = useState<Error | null>(null)
  // Kept beside the screen: the wizard is drawn again from scratch when the first tenant becomes known.
  const ownKey = ['consent', 'of', draft.id]
  const own = useQuery({
    queryKey: ownKey,
    queryFn: () => null as Own | null,
    initialData: null as Own | null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const key = ['consent', 'newest', connector]
  const newest = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => bridge.call('consent.state', { connector }, signal),
  })
  useEngineEvent(
    'consent.changed',
    // Other connectors may be looked at for their consent at the same time.
    useCallback(
      (state: ConsentState) => client.setQueryData(['consent', 'newest', state.connector], state),
      [client],
    ),
  )
  const attempt = async (work: () => Promise<ConsentState | null>) => {
    setError(null)
    try {
      const state = await work()
      client.setQueryData(state === null ? key : ['consent', 'newest', state.connector], state)
      client.setQueryData<Own | null>(ownKey, state === null ? null : { id: state.id, isLed: false })
      if (state?.address != null) openPage(state.address)
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)))
    }
  }
  const { cloud, tenantId, clientId, permissions } = draft
  const subject =
    connector === null
      ? ({ kind: 'values', cloud, tenantId, clientId } as const)
      : ({ kind: 'connector', connector } as const)
  const state = newest.data ?? null
  const isMine =
    state !== null && (state.id === own.data?.id || (connector !== null && state.connector === connector))
  return {
    state: isMine ? state : null,
    /** Whether a consent that was begun here has come and nobody was led on from it yet. */
    isToLead: isMine && own.data !== null && !own.data.isLed && granted.has(state.stage),
    markLed: () => client.setQueryData<Own | null>(ownKey, known => known && { ...known, isLed: true }),
    error,
    begin: () => attempt(() => bridge.call('consent.begin', { subject, permissions })),
    /** Null while there is no credential to ask for a token with. */
    check:
      connector === null
        ? null
        : () => attempt(() => bridge.call('consent.check', { connector, permissions })),
    stop: () => attempt(() => bridge.call('consent.stop', { connector })),
    open: (address: string) => openPage(address),
  }
}
