import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type {
  RegistrationAnswer,
  RegistrationSession,
} from '../../../../electron/contract/registration/session.ts'
import type { Input } from '../../../../electron/contract/schemas.ts'
import { useBridge, useEngineEvent } from '../../../bridge/context.tsx'
import { useOpenPage } from '../lines/use-open-page.ts'

const newestKey = ['registration', 'newest']

/**
 * What the app does in Microsoft Entra in the name of who signs in, as far as it was begun here.
 *
 * @param subject what it was begun for, a setup or a check, so that it is found again on coming back
 */
export function useRegistration(subject: string) {
  const bridge = useBridge()
  const client = useQueryClient()
  const openPage = useOpenPage()
  const [error, setError] = useState<Error | null>(null)
  const ownKey = ['registration', 'of', subject]
  const newest = useQuery({
    queryKey: newestKey,
    queryFn: ({ signal }) => bridge.call('registration.state', {}, signal),
  })
  const own = useQuery({
    queryKey: ownKey,
    queryFn: () => null as string | null,
    initialData: null as string | null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  })
  useEngineEvent(
    'registration.changed',
    useCallback((session: RegistrationSession) => client.setQueryData(newestKey, session), [client]),
  )
  const attempt = async (work: () => Promise<RegistrationSession>) => {
    setError(null)
    try {
      const session = await work()
      client.setQueryData(newestKey, session)
      client.setQueryData(ownKey, session.id)
      return session
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)))
      return null
    }
  }
  const session = newest.data?.id === own.data ? (newest.data ?? null) : null
  const id = session?.id ?? ''
  return {
    session,
    error,
    begin: async (request: Input<'registration.begin'>) => {
      const begun = await attempt(() => bridge.call('registration.begin', request))
      if (begun?.signIn != null) openPage(begun.signIn.address)
    },
    answer: (answer: RegistrationAnswer) =>
      void attempt(() => bridge.call('registration.answer', { id, answer })),
    /** Opens another sign-in, for somebody who may do what was refused. */
    signInAgain: async () => {
      const answer = { kind: 'signInAgain' } as const
      const waiting = await attempt(() => bridge.call('registration.answer', { id, answer }))
      if (waiting?.signIn != null) openPage(waiting.signIn.address)
    },
    undo: () => void attempt(() => bridge.call('registration.undo', { id })),
    /** Shows the work no longer, so that new work for the same subject can begin. */
    forget: () => void client.setQueryData(ownKey, null),
    open: openPage,
  }
}

export type Registration = ReturnType<typeof useRegistration>
