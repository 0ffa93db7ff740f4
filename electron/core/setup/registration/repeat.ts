import type { GraphWrite, GraphWriter, WriteResult } from '../../graph/write.ts'
import type { Clock } from '../../ports.ts'
import { patienceFor } from './patience.ts'

export type RepeatPorts = {
  write: GraphWriter
  clock: Clock
  /** Told before each wait, and with null after it. */
  onWait(wait: { reason: string; untilMs: number } | null): void
}

/**
 * `stop` ends the waits between calls; `end` breaks off a call that is under way, after which nobody knows
 * whether it was carried out.
 */
export type RunSignals = { stop: AbortSignal; end: AbortSignal }

/**
 * Makes one call, and again as often as it makes sense; see `patienceFor`. Throws `cancelled` between
 * attempts only.
 */
export async function repeatWrite(
  { write, clock, onWait }: RepeatPorts,
  call: GraphWrite,
  { stop, end }: RunSignals,
): Promise<WriteResult> {
  const startedAt = clock.now()
  const isRepeatable = call.method !== 'POST'
  for (let count = 1; ; count += 1) {
    const result = await write(call, end)
    const patience = patienceFor(result, { count, sinceMs: clock.now() - startedAt }, isRepeatable)
    if (patience === null) return result
    onWait({ reason: patience.reason, untilMs: clock.now() + patience.waitMs })
    try {
      await clock.sleep(patience.waitMs, AbortSignal.any([stop, end]))
    } finally {
      onWait(null)
    }
  }
}
