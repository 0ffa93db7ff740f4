import type { WindowEventPayload } from '../../electron/contract/host.ts'
import type { WindowEventName } from '../../electron/contract/methods.ts'

type Listener = (payload: never) => void

export type Listeners = {
  on<E extends WindowEventName>(event: E, listener: (payload: WindowEventPayload<E>) => void): () => void
  tell(event: WindowEventName, payload: unknown): void
}

/** Who wants to hear of which event. */
export function createListeners(): Listeners {
  const byEvent = new Map<WindowEventName, Set<Listener>>()
  return {
    on(event, listener) {
      const known = byEvent.get(event) ?? new Set<Listener>()
      byEvent.set(event, known)
      known.add(listener as Listener)
      return () => known.delete(listener as Listener)
    },
    tell(event, payload) {
      // The event's name pairs a listener with its payload; a map of mixed listeners cannot express that.
      for (const listener of byEvent.get(event) ?? []) listener(payload as never)
    },
  }
}
