import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import type { EngineFailure, WindowEventPayload } from '../../electron/contract/host.ts'
import type { WindowEventName } from '../../electron/contract/methods.ts'
import type { Bridge } from './bridge.ts'

const BridgeContext = createContext<Bridge | null>(null)

export function BridgeProvider({ bridge, children }: { bridge: Bridge; children: ReactNode }) {
  return <BridgeContext.Provider value={bridge}>{children}</BridgeContext.Provider>
}

/** Throws outside of a provider: a component without a way to the engine is a mistake of the program. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  if (bridge === null) throw new Error('A component was shown outside of BridgeProvider.')
  return bridge
}

/** Calls the listener for each event while the component is shown. The listener should be stable. */
export function useEngineEvent<E extends WindowEventName>(
  event: E,
  listener: (payload: WindowEventPayload<E>) => void,
): void {
  const bridge = useBridge()
  useEffect(() => bridge.on(event, listener), [bridge, event, listener])
}

export function useConnected(): boolean {
  const { connection } = useBridge()
  return useSyncExternalStore(connection.subscribe, connection.isOpen)
}

/** Why the host starts no engine any more; null while one answers or is being started. */
export function useEngineFailure(): EngineFailure | null {
  const { connection } = useBridge()
  return useSyncExternalStore(connection.subscribe, connection.failure)
}
