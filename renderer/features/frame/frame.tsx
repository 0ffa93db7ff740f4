import {
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attention } from '../../../electron/contract/background.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useConnected } from '../../bridge/context.tsx'
import { parseRoute, type Route } from '../../routing/route.ts'
import { useRoute } from '../../routing/use-route.ts'
import { screens } from '../../screens.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useDelayed } from '../../ui/loading.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { AttentionBanner } from '../background/attention-banner.tsx'
import { ConsentNewsBanner } from '../background/consent-news.tsx'
import { Rail } from './rail.tsx'
import type { ShownProgress } from './sync-control.tsx'
import { TopBar } from './top-bar.tsx'

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100%' },
  skip: {
    position: 'absolute',
    top: '-48px',
    left: tokens.spacingHorizontalS,
    zIndex: 1000,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    boxShadow: tokens.shadow16,
    ':focus': { top: tokens.spacingVerticalS },
  },
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
    outlineStyle: 'none',
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
  const content = useRef<HTMLElement>(null)
  useWindowTitle(route.unknown === null ? t(`screens.${route.screen}`) : t('app.notFound.title'))
  const cure = ({ hash }: Attention) => navigate(parseRoute(hash))
  return (
    <div className={styles.frame}>
      <Link as="button" className={styles.skip} onClick={() => content.current?.focus()}>
        {t('app.skip')}
      </Link>
      <TopBar
        connectors={connectors}
        current={current}
        progress={shownProgress(route, isOfConnector, current)}
        navigate={navigate}
        onChoose={onChoose}
        onDemo={onDemo}
      />
      <div className={styles.below}>
        <Rail screen={route.unknown === null ? route.screen : null} navigate={navigate} />
        <main ref={content} tabIndex={-1} className={styles.main}>
          <ConnectionNotice />
          <AttentionBanner route={route} shown={current.connector.id} onCure={cure} />
          <ConsentNewsBanner route={route} onOpen={hash => navigate(parseRoute(hash))} />
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

/** Every screen about a tenant shows the first sync where its figures will be, and *Sync* shows each. */
function shownProgress(
  { screen, unknown }: Route,
  isOfConnector: boolean,
  { lastRun }: ConnectorStatus,
): ShownProgress {
  if (unknown !== null) return 'bar'
  if (screen === 'setup') return lastRun === null ? 'none' : 'bar'
  return screen === 'sync' || (isOfConnector && lastRun === null) ? 'words' : 'bar'
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
