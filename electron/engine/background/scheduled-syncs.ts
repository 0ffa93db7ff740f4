import type { Connector } from '../../contract/connectors.ts'
import { toWire } from '../../core/errors.ts'
import { describeError } from '../../core/logging/describe-error.ts'
import type { Attempt } from '../../core/schedule/due.ts'
import type { Services } from '../services.ts'
import type { SyncService } from '../sync-service.ts'

/** Begins syncs that nobody waits for, and remembers those that left no run behind. */
export type ScheduledSyncs = {
  begin(connector: Connector): void
  attempt(connectorId: string): Attempt | null
  /** Cancels what was begun here. */
  close(): void
}

/** @param onEnd called when a sync has ended, whichever way */
export function createScheduledSyncs(
  { clock, log }: Pick<Services, 'clock' | 'log'>,
  syncs: SyncService,
  onEnd: () => void,
): ScheduledSyncs {
  const closing = new AbortController()
  const attempts = new Map<string, Attempt>()
  const sync = async (connector: Connector): Promise<void> => {
    const { id } = connector
    const at = clock.now()
    // Noted beforehand: whatever becomes of this attempt, the next one is reckoned from it.
    const before = attempts.get(id) ?? null
    const inARow = (before?.inARow ?? 0) + 1
    attempts.set(id, { at, inARow, refusal: before?.refusal ?? null })
    log.info('background.syncBegins', { connector: id })
    try {
      const request = { connector: id, mode: 'incremental', only: null } as const
      const run = await syncs.run(connector, request, closing.signal)
      attempts.set(id, { at, inARow: 0, refusal: null })
      log.info('background.syncEnded', { connector: id, status: run.status })
    } catch (error) {
      attempts.set(id, { at, inARow, refusal: toWire(error) })
      log.warn('background.syncRefused', { connector: id, ...describeError(error) })
    } finally {
      onEnd()
    }
  }
  return {
    begin: connector => void sync(connector),
    attempt: connectorId => attempts.get(connectorId) ?? null,
    close: () => closing.abort(),
  }
}
