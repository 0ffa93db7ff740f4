import { describeError } from '../core/logging/describe-error.ts'
import type { Clock, Log } from '../core/ports.ts'
import { historyStart } from '../core/settings/retention.ts'
import { deleteHistoryBefore } from '../platform/sqlite/retention.ts'
import type { SettingsService } from './settings-service.ts'

type Ports = {
  settings: SettingsService
  clock: Clock
  log: Log
  databaseFile(connectorId: string): string
}

/** See `Services.forgetOldHistory`. What could not be deleted now is deleted after the next sync. */
export function createRetention({ settings, clock, log, databaseFile }: Ports) {
  return async (connectorId: string): Promise<void> => {
    try {
      const { data } = await settings.get()
      if (data.retentionMonths === null) return
      const before = historyStart(clock.now(), data.retentionMonths)
      const removed = deleteHistoryBefore(databaseFile(connectorId), before)
      if (removed > 0) log.info('retention.applied', { connector: connectorId, removed, date: before })
    } catch (error) {
      log.warn('retention.failed', { connector: connectorId, ...describeError(error) })
    }
  }
}
