import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { PendingRotation } from '../../../../electron/contract/registration/rotation.ts'
import type { RegistrationSession } from '../../../../electron/contract/registration/session.ts'
import { useBridge, useEngineEvent } from '../../../bridge/context.tsx'

const pendingKey = ['rotation', 'pending']

/** The rotation of a connector that was broken off; null where there is none, or before it is known. */
export function usePendingRotation(connector: string): PendingRotation | null {
  const bridge = useBridge()
  const client = useQueryClient()
  const pending = useQuery({
    queryKey: pendingKey,
    queryFn: ({ signal }) => bridge.call('rotation.pending', {}, signal),
  })
  useEngineEvent(
    'registration.changed',
    useCallback(
      ({ work, stage }: RegistrationSession) => {
        // Only the end of such work, or its beginning, makes a difference.
        if (work.toLowerCase().includes('rotat') && stage !== 'running') {
          void client.invalidateQueries({ queryKey: pendingKey })
        }
      },
      [client],
    ),
  )
  return pending.data?.find(one => one.connector === connector) ?? null
}
