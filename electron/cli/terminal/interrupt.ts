/** Fires `signal` at the first request to end, and calls `endNow` at the next one. */
export type Interrupt = { signal: AbortSignal; request: () => void }

type InterruptPorts = {
  now: () => number
  /** Says that the command is stopping, and how to stop it at once. */
  notify: () => void
  endNow: () => void
}

/** A terminal and the programs between it and this one may each pass on the same Ctrl-C. */
const sameKeyPressMs = 250

export function createInterrupt({ now, notify, endNow }: InterruptPorts): Interrupt {
  const controller = new AbortController()
  let requestedAt: number | null = null
  return {
    signal: controller.signal,
    request() {
      if (requestedAt === null) {
        requestedAt = now()
        notify()
        controller.abort()
      } else if (now() - requestedAt > sameKeyPressMs) endNow()
    },
  }
}
