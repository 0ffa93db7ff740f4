import { PresenceBadge } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'

const looks = {
  never: 'offline',
  running: 'away',
  succeeded: 'available',
  partial: 'away',
  failed: 'do-not-disturb',
  cancelled: 'offline',
} as const satisfies Record<ConnectorState, string>

/** How a connector is doing, as a dot whose shape tells as much as its colour. */
export function StateDot({ state }: { state: ConnectorState }) {
  const { t } = useTranslation()
  return <PresenceBadge status={looks[state]} size="small" aria-label={t(`connectors.state.${state}`)} />
}

type ConnectorState = 'never' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled'

/** The one word for how a connector is doing. */
export function connectorState({ lastRun, running }: ConnectorStatus): ConnectorState {
  if (running) return 'running'
  return lastRun === null ? 'never' : lastRun.status
}
