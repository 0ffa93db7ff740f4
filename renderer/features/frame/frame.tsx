import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attention } from '../../../electron/contract/background.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useConnected } from '../../bridge/context.tsx'
import { newSetupRoute, parseRoute, plainRoute, settingsRoute } from '../../routing/route.ts'
import { useRoute } from '../../routing/use-route.ts'
import { screens } from '../../screens.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { AttentionBanner } from '../background/attention-banner.tsx'
import { ScheduleMenu } from '../background/schedule-menu.tsx'
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
  const { isOfConnector, Component } = screens[route.screen]
  const { t } = useTranslation()
  useWindowTitle(route.unknown === null ? t(`screens.${route.screen}`) : t('app.notFound.title'))
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
        <Rail screen={route.unknown === null ? route.screen : null} navigate={navigate} />
        <main className={styles.main}>
          <ConnectionNotice />
          <AttentionBanner onCure={cure} />
          {problem !== null && <ErrorPanel error={problem} />}
          <div className={styles.screen}>
            {route.unknown === null ? (
              <Component
                key={[isOfConnector ? current.connector.id : '', route.screen, route.item ?? ''].join(' ')}
                status={current}
                connectors={connectors}
                route={route}
                navigate={navigate}
                onShow={onChoose}
                onDemo={onDemo}
              />
            ) : (
              <NotFoundPage navigate={navigate} />
            )}
          </div>
        </main>
      </div>
    </div>
  )
}

/** What the task list of the desktop, or the tab of a browser, calls the window. */
function useWindowTitle(screen: string): void {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = t('app.windowTitle', { screen })
  }, [t, screen])
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
