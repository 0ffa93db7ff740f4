import type { Method } from '../../contract/methods.ts'

const minute = 60_000
const usualLimitMs = 2 * minute

/** Work that takes as long as the tenant, the disk or a person at a locked keychain makes it take. */
const longerLimitsMs: Partial<Record<Method, number>> = {
  'sync.start': 24 * 60 * minute,
  'reports.export': 60 * minute,
  'demo.start': 10 * minute,
  'checks.run': 15 * minute,
}

/** How long the host waits for the answer to a call, in milliseconds. Every wait of the engine's own is far shorter. */
export function callLimitMs(method: Method): number {
  return longerLimitsMs[method] ?? usualLimitMs
}
