import { Button, Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { formatRoute, newSetupRoute, plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { WizardScreen } from '../setup/wizard-screen.tsx'
import { ConnectorItem } from './connector-item.tsx'
import { UnfinishedSetups } from './unfinished-setups.tsx'

type Props = {
  route: Route
  connectors: readonly ConnectorStatus[]
  /** The connector that the window shows; null while there is none. */
  status: ConnectorStatus | null
  navigate: Navigate
  /** Shows a connector in the rest of the window. */
  onShow: (connector: string) => void
  onDemo: () => void
}

/** Setup: the tenants there are, or the wizard for one of them. */
export function SetupScreen({ route, connectors, status, navigate, onShow, onDemo }: Props) {
  const show = (connector: string) => {
    onShow(connector)
    navigate(plainRoute('overview'))
  }
  const place = route.setup
  if (place === null) {
    return (
      <ConnectorsScreen
        connectors={connectors}
        current={status?.connector.id ?? null}
        navigate={navigate}
        onShow={show}
        onDemo={onDemo}
      />
    )
  }
  const isKnown =
    place.connector === null || connectors.some(({ connector }) => connector.id === place.connector)
  if (!isKnown) return <NotFound />
  return (
    <WizardScreen
      key={place.connector ?? place.draft ?? 'new'}
      place={place}
      connectors={connectors}
      navigate={navigate}
      onFinish={show}
    />
  )
}

function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('screens.setup')}>
      <EmptyState title={t('setup.notFound')} about={t('setup.notFoundAbout')}>
        <Link href={formatRoute(plainRoute('setup'))}>{t('setup.back')}</Link>
      </EmptyState>
    </Page>
  )
}

const useStyles = makeStyles({
  about: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '66ch' },
  actions: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, maxWidth: '860px' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
})

type ConnectorsScreenProps = {
  connectors: readonly ConnectorStatus[]
  current: string | null
  navigate: Navigate
  onShow: (connector: string) => void
  onDemo: () => void
}

/** Every tenant with what can be done to it, and the setups that were begun. */
function ConnectorsScreen({ connectors, current, navigate, onShow, onDemo }: ConnectorsScreenProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const hasDemo = connectors.some(({ demo }) => demo)
  return (
    <Page title={t('screens.setup')}>
      <p className={styles.about}>{t('tenants.about')}</p>
      <div className={styles.actions}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => navigate(newSetupRoute())}>
          {t('tenants.connect')}
        </Button>
        {!hasDemo && <Button onClick={onDemo}>{t('tenants.demo')}</Button>}
      </div>
      <UnfinishedSetups connectors={connectors} navigate={navigate} />
      {connectors.length > 0 && (
        <section className={styles.part}>
          <Subtitle2 as="h2">{t('tenants.list')}</Subtitle2>
          <ul className={styles.list}>
            {connectors.map(status => (
              <ConnectorItem
                key={status.connector.id}
                status={status}
                isShown={status.connector.id === current}
                navigate={navigate}
                onShow={() => onShow(status.connector.id)}
              />
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

const useFirstSetupStyles = makeStyles({
  main: { height: '100%', backgroundColor: tokens.colorNeutralBackground1 },
})

type FirstSetupProps = {
  route: Route
  navigate: Navigate
  onShow: (connector: string) => void
  onDemo: () => void
}

/** The wizard while there is no tenant yet, and therefore nothing else to go to. */
export function FirstSetup({ route, navigate, onShow, onDemo }: FirstSetupProps) {
  const styles = useFirstSetupStyles()
  return (
    <main className={styles.main}>
      <SetupScreen
        route={route}
        connectors={[]}
        status={null}
        navigate={navigate}
        onShow={onShow}
        onDemo={onDemo}
      />
    </main>
  )
}
