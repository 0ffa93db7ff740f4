/** Fires `signal` at the first request to end, and calls `endNow` at the next one. */
export type Interrupt = { signal: AbortSignal; request: () => void }

type InterruptPorts = {
  now: () => number
  /** Tells the person that the command is ending, and how to end it at once. */
  tell: () => void
  endNow: () => void
}

/** A terminal and the programs between it and this one may each pass on the same Ctrl-C. */
const sameKeyPressMs = 250

export function createInterrupt({ now, tell, endNow }: InterruptPorts): Interrupt {
  const controller = new AbortController()
  let requestedAt: number | null = null
  return {
    signal: controller.signal,
    request() {
      if (requestedAt === null) {
        requestedAt = now()
        tell()
        controller.abort()
      } else if (now() - requestedAt > sameKeyPressMs) endNow()
    },
  }
}
