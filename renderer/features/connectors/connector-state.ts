import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'

export type ConnectorState = 'never' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled'

/** The one word for how a connector is doing. */
export function connectorState({ lastRun, running }: ConnectorStatus): ConnectorState {
  if (running) return 'running'
  return lastRun === null ? 'never' : lastRun.status
}
