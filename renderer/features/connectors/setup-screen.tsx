import { Link } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { formatRoute, plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { WizardScreen } from '../setup/wizard-screen.tsx'
import { ConnectorsScreen } from './connectors-screen.tsx'

type Props = {
  route: Route
  connectors: readonly ConnectorStatus[]
  current: string | null
  navigate: Navigate
  /** Shows a connector in the rest of the window. */
  onShow: (connector: string) => void
  onDemo: () => void
}

/** Setup: the tenants there are, or the wizard for one of them. */
export function SetupScreen({ route, connectors, current, navigate, onShow, onDemo }: Props) {
  const show = (connector: string) => {
    onShow(connector)
    navigate(plainRoute('overview'))
  }
  const place = route.setup
  if (place === null) {
    return (
      <ConnectorsScreen
        connectors={connectors}
        current={current}
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
