import type { EventName } from '../../electron/contract/methods.ts'
import type { EventPayload } from '../../electron/contract/schemas.ts'

type Listener = (payload: never) => void

export type Listeners = {
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  tell(event: EventName, payload: unknown): void
}

/** Who wants to hear of which event. */
export function createListeners(): Listeners {
  const byEvent = new Map<EventName, Set<Listener>>()
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
