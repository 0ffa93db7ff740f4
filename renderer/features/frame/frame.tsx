import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Attention } from '../../../electron/contract/background.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useConnected } from '../../bridge/context.tsx'
import { newSetupRoute, parseRoute, plainRoute, type Route, settingsRoute } from '../../routing/route.ts'
import { useRoute } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { AttentionBanner } from '../background/attention-banner.tsx'
import { ScheduleMenu } from '../background/schedule-menu.tsx'
import { useBackground } from '../background/use-background.ts'
import { SetupScreen } from '../connectors/setup-screen.tsx'
import { LicensesScreen } from '../licenses/licenses-screen.tsx'
import { OverviewScreen } from '../overview/overview-screen.tsx'
import { ReportList } from '../reports/report-list.tsx'
import { ReportScreen } from '../reports/report-screen.tsx'
import { SettingsScreen } from '../settings/settings-screen.tsx'
import { SyncScreen } from '../sync/sync-screen.tsx'
import { UsersScreen } from '../users/users-screen.tsx'
import { ConnectorSwitcher } from './connector-switcher.tsx'
import { Rail } from './rail.tsx'
import { SyncButton } from './sync-button.tsx'

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100%' },
  top: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
    flexShrink: 0,
    minHeight: '52px',
    padding: `0 ${tokens.spacingHorizontalL} 0 ${tokens.spacingHorizontalXS}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  sync: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  below: { display: 'flex', flexGrow: 1, minHeight: 0 },
  main: {
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTopLeftRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    display: 'flex',
    flexDirection: 'column',
  },
  screen: { flexGrow: 1, minHeight: 0 },
})

type Props = {
  connectors: readonly ConnectorStatus[]
  current: ConnectorStatus
  onChoose: (connector: string) => void
  onDemo: () => void
  problem: Error | null
}

/** The window around every screen. */
export function Frame({ connectors, current, onChoose, onDemo, problem }: Props) {
  const styles = useStyles()
  const { route, navigate } = useRoute()
  const cure = ({ hash }: Attention) => navigate(parseRoute(hash))
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <ConnectorSwitcher
          connectors={connectors}
          current={current}
          onChoose={onChoose}
          onDemo={onDemo}
          onConnect={() => navigate(newSetupRoute())}
        />
        <div className={styles.sync}>
          <ScheduleMenu onSettings={() => navigate(settingsRoute('schedule'))} />
          <SyncButton
            status={current}
            isQuiet={route.screen === 'setup'}
            onDetails={() => navigate(plainRoute('sync'))}
          />
        </div>
      </header>
      <div className={styles.below}>
        <Rail screen={route.screen} navigate={navigate} />
        <main className={styles.main}>
          <ConnectionNotice />
          <AttentionBanner onCure={cure} />
          {problem !== null && <ErrorPanel error={problem} />}
          <div className={styles.screen}>
            <ShownScreen
              key={screenKey(route, current.connector.id)}
              status={current}
              connectors={connectors}
              onChoose={onChoose}
              onDemo={onDemo}
            />
          </div>
        </main>
      </div>
    </div>
  )
}

/** A screen begins anew for another tenant; setup and settings are about all of them. */
function screenKey({ screen }: Route, connector: string): string {
  return screen === 'setup' || screen === 'settings' ? screen : `${connector} ${screen}`
}

type ShownProps = Pick<Props, 'connectors' | 'onChoose' | 'onDemo'> & { status: ConnectorStatus }

function ShownScreen({ status, connectors, onChoose, onDemo }: ShownProps) {
  const { route, navigate } = useRoute()
  const running = useBackground()?.running ?? null
  const other = connectors.find(({ connector }) => connector.id === running)?.connector
  const otherRunning = other === undefined || other.id === status.connector.id ? null : other.name
  switch (route.screen) {
    case 'overview':
      return <OverviewScreen status={status} navigate={navigate} />
    case 'licenses':
      return <LicensesScreen status={status} route={route} navigate={navigate} />
    case 'users':
      return <UsersScreen status={status} route={route} navigate={navigate} />
    case 'reports':
      return route.report === null ? (
        <ReportList navigate={navigate} />
      ) : (
        <ReportScreen
          key={route.report}
          status={status}
          route={route}
          navigate={navigate}
          report={route.report}
        />
      )
    case 'sync':
      return <SyncScreen status={status} otherRunning={otherRunning} />
    case 'settings':
      return (
        <SettingsScreen
          group={route.group ?? 'schedule'}
          onChoose={group => navigate(settingsRoute(group), { replace: true })}
          connector={status}
        />
      )
    case 'setup':
      return (
        <SetupScreen
          route={route}
          connectors={connectors}
          current={status.connector.id}
          navigate={navigate}
          onShow={onChoose}
          onDemo={onDemo}
        />
      )
  }
}

function ConnectionNotice() {
  const { t } = useTranslation()
  const isLost = useDelayed(!useConnected())
  if (!isLost) return null
  return (
    <MessageBar intent="error" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('app.lost')}</MessageBarTitle>
        {t('app.lostFix')}
      </MessageBarBody>
    </MessageBar>
  )
}
