import { makeStyles, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  ErrorCircle20Filled,
  Info20Regular,
  Warning20Filled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HealthFigures } from '../../../electron/contract/insight/overview.ts'
import { plainRoute, rotateRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { Tile } from './tile.tsx'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  line: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorNeutralForeground3 },
})

type State = 'good' | 'warning' | 'bad' | 'unknown'
const icons = {
  good: CheckmarkCircle20Filled,
  warning: Warning20Filled,
  bad: ErrorCircle20Filled,
  unknown: Info20Regular,
} as const satisfies Record<State, unknown>

const runStates = { succeeded: 'good', partial: 'warning', failed: 'bad', cancelled: 'warning' } as const
const credentialWarningDays = 30

type Props = { health: HealthFigures; navigate: Navigate }

/** Whether syncs work, whether the numbers agree, and how long the credential lasts. */
export function HealthTile({ health, connector, navigate }: Props & { connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <Tile title={t('overview.health')}>
      <ul className={styles.list}>
        <SyncLine health={health} navigate={navigate} />
        <ChecksLine health={health} navigate={navigate} />
        <CredentialLine days={health.credentialDays} connector={connector} navigate={navigate} />
      </ul>
    </Tile>
  )
}

function Line({ state, children }: { state: State; children: ReactNode }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const Icon = icons[state]
  return (
    <li className={styles.line}>
      <Icon className={styles[state]} aria-label={t(`overview.healthStates.${state}`)} />
      <span>{children}</span>
    </li>
  )
}

function SyncLine({ health: { lastRun }, navigate }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  if (lastRun === null) return <Line state="unknown">{t('overview.noSync')}</Line>
  const { status, finishedAt, failed, notGranted } = lastRun
  const state = status === 'succeeded' && notGranted > 0 ? 'warning' : runStates[status]
  return (
    <Line state={state}>
      <RouteLink route={plainRoute('sync')} navigate={navigate}>
        {t(`overview.runs.${status}`, { ago: format.relative(now, Date.parse(finishedAt)) })}
      </RouteLink>
      {failed > 0 && ` · ${t('overview.failedDatasets', { count: failed })}`}
      {notGranted > 0 && ` · ${t('overview.notGranted', { count: notGranted })}`}
    </Line>
  )
}

function ChecksLine({ health: { dataChecks }, navigate }: Props) {
  const { t } = useTranslation()
  if (dataChecks === null) return <Line state="unknown">{t('overview.noChecks')}</Line>
  if (dataChecks.value === 0) return <Line state="good">{t('overview.checksAgree')}</Line>
  return (
    <Line state="warning">
      <RouteLink route={routeBehind(dataChecks.behind)} navigate={navigate}>
        {t('overview.checksDiffer', { count: dataChecks.value })}
      </RouteLink>
    </Line>
  )
}

type CredentialProps = { days: number | null; connector: string; navigate: Navigate }

function CredentialLine({ days, connector, navigate }: CredentialProps) {
  const { t } = useTranslation()
  if (days === null) return <Line state="unknown">{t('overview.credentialUnknown')}</Line>
  const state = days < 0 ? 'bad' : days <= credentialWarningDays ? 'warning' : 'good'
  return (
    <Line state={state}>
      <RouteLink
        route={state === 'good' ? plainRoute('tenants') : rotateRoute(connector)}
        navigate={navigate}
      >
        {days < 0
          ? t('overview.credentialEnded', { count: -days })
          : t('overview.credentialLasts', { count: days })}
      </RouteLink>
    </Line>
  )
}
