import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { formatRoute, plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { WizardScreen } from '../setup/wizard-screen.tsx'

type Props = {
  route: Route
  connectors: readonly ConnectorStatus[]
  navigate: Navigate
  /** Shows a connector in the rest of the window. */
  onShow: (connector: string) => void
}

/** The wizard, for a tenant that there is or for a new one. */
export function SetupScreen({ route, connectors, navigate, onShow }: Props) {
  const place = route.setup
  const isKnown =
    place !== null &&
    (place.connector === null || connectors.some(({ connector }) => connector.id === place.connector))
  if (!isKnown) return <NotFound />
  return (
    <WizardScreen
      key={place.connector ?? place.draft ?? 'new'}
      place={place}
      connectors={connectors}
      navigate={navigate}
      onFinish={connector => {
        onShow(connector)
        navigate(plainRoute('overview'))
      }}
    />
  )
}

function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('screens.setup')}>
      <EmptyState title={t('setup.notFound')} about={t('setup.notFoundAbout')}>
        <Link href={formatRoute(plainRoute('tenants'))}>{t('setup.back')}</Link>
      </EmptyState>
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
}

/** The wizard while there is no tenant yet, and therefore nothing else to go to. */
export function FirstSetup({ route, navigate, onShow }: FirstSetupProps) {
  const styles = useFirstSetupStyles()
  return (
    <main className={styles.main}>
      <SetupScreen route={route} connectors={[]} navigate={navigate} onShow={onShow} />
    </main>
  )
}
