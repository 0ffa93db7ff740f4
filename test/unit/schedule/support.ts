import type { WireError } from '../../../electron/contract/errors.ts'
import type { DatasetResult, SyncRun } from '../../../electron/contract/sync.ts'
import type { Look } from '../../../electron/core/schedule/decide.ts'
import type { ConnectorFacts } from '../../../electron/core/schedule/due.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'

export const connectorId = '6f9b7c1e-0000-4000-8000-000000000001'
export const at = (text: string) => Date.parse(text)
export const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())

export function wireError(code: WireError['code'], changes: Partial<WireError> = {}): WireError {
  return { code, message: 'It did not work.', fix: 'Do this.', step: null, detail: {}, ...changes }
}

/** A run that began at a time and took ten seconds. */
export function runAt(startedAt: string, changes: Partial<SyncRun> = {}): SyncRun {
  return {
    id: at(startedAt),
    connector: connectorId,
    status: 'succeeded',
    mode: 'incremental',
    startedAt,
    finishedAt: new Date(at(startedAt) + 10_000).toISOString(),
    datasets: [],
    balance: [],
    error: null,
    retryAt: null,
    ...changes,
  }
}

export function datasetResult(dataset: string, error: WireError | null): DatasetResult {
  return {
    dataset,
    status: error === null ? 'succeeded' : 'failed',
    rows: 0,
    inserted: 0,
    updated: 0,
    removed: 0,
    requests: 1,
    bytes: 0,
    throttledMs: 0,
    durationMs: 1,
    error,
  }
}

/** A connector of which nothing is known but what is given. */
export function connector(changes: Partial<ConnectorFacts> = {}): ConnectorFacts {
  return {
    id: connectorId,
    createdAt: at('2026-11-01T00:00:00Z'),
    needsNetwork: true,
    runs: [],
    attempt: null,
    ...changes,
  }
}

/**
 * An ordinary look at an ordinary machine: daily at six in Berlin, one connector that was synced in the
 * morning.
 */
export function look(changes: Partial<Look> = {}): Look {
  return {
    now: at('2026-11-23T12:00:00Z'),
    timeZone: 'Europe/Berlin',
    schedule: defaultSettings.schedule,
    pause: null,
    machine: { online: true, onBattery: false, metered: false, suspended: false },
    busy: false,
    notBefore: 0,
    connectors: [connector({ runs: [runAt('2026-11-23T05:04:00Z')] })],
    ...changes,
  }
}
