import type { EventName } from '../contract/methods.ts'
import type { EventPayload } from '../contract/schemas.ts'

type Listener = (payload: never) => void

/** Hands each event to whoever listens at that moment. A listener that throws does not keep the others from hearing. */
export type EventHub = {
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  tell<E extends EventName>(event: E, payload: EventPayload<E>): void
}

export function createEventHub(onListenerFailure: (event: EventName, error: unknown) => void): EventHub {
  const listeners = new Map<EventName, Set<Listener>>()
  return {
    on: (event, listener) => {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known)
      known.add(listener as Listener)
      return () => known.delete(listener as Listener)
    },
    tell: (event, payload) => {
      for (const listener of listeners.get(event) ?? []) {
        try {
          // The event's name pairs the listener with its payload; a map of mixed listeners cannot express that.
          listener(payload as never)
        } catch (error) {
          onListenerFailure(event, error)
        }
      }
    },
  }
}
