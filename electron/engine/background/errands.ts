import { describeError } from '../../core/logging/describe-error.ts'
import type { Log } from '../../core/ports.ts'

/** Work that an event has begun and that nobody waits for, until the engine closes. */
export type Errands = {
  /** A failure is logged as the event that is named, and is nobody else's. */
  run(work: Promise<unknown>, failure: string): void
  /** Resolves when everything that was begun has ended; never rejects. */
  ended(): Promise<void>
}

/** Without it a write could still be under way when the data directory is already given back. */
export function createErrands(log: Pick<Log, 'warn'>): Errands {
  const open = new Set<Promise<void>>()
  return {
    run: (work, failure) => {
      const errand: Promise<void> = work
        .then(
          () => undefined,
          (error: unknown) => log.warn(failure, describeError(error)),
        )
        .finally(() => open.delete(errand))
      open.add(errand)
    },
    ended: async () => {
      while (open.size > 0) await Promise.all(open)
    },
  }
}
