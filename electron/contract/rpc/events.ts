export type Listeners<Payloads extends object> = {
  /** Returns the function that unsubscribes. */
  on<E extends keyof Payloads>(event: E, listener: (payload: Payloads[E]) => void): () => void
  /** Hands the payload to whoever listens at that moment. */
  emit<E extends keyof Payloads>(event: E, payload: Payloads[E]): void
}

/**
 * The listeners of each event.
 *
 * @param onFailure called for a listener that throws, which does not keep the others from being called;
 * without it the error reaches whoever emits.
 */
export function createListeners<Payloads extends object>(
  onFailure?: (event: keyof Payloads, error: unknown) => void,
): Listeners<Payloads> {
  const byEvent = new Map<keyof Payloads, Set<(payload: never) => void>>()
  return {
    on: (event, listener) => {
      const known = byEvent.get(event) ?? new Set()
      byEvent.set(event, known.add(listener))
      return () => known.delete(listener)
    },
    emit: (event, payload) => {
      for (const listener of byEvent.get(event) ?? []) {
        try {
          // The event's name pairs a listener with its payload; a map of mixed listeners cannot express that.
          listener(payload as never)
        } catch (error) {
          if (onFailure === undefined) throw error
          onFailure(event, error)
        }
      }
    },
  }
}
