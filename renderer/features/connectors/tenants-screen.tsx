import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { newSetupRoute, plainRoute, type Route, rotateRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { Page } from '../../ui/page.tsx'
import { useScheduleText } from '../background/schedule-items.tsx'
import { ConnectorItem } from './connector-item.tsx'
import { noFigures, useTenantFigures } from './tenant-figures.ts'
import { TenantsTable } from './tenants-table.tsx'
import { UnfinishedSetups } from './unfinished-setups.tsx'

const useStyles = makeStyles({
  about: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '66ch' },
  actions: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(420px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
})

type Props = {
  route: Route
  connectors: readonly ConnectorStatus[]
  /** The connector that the window shows. */
  status: ConnectorStatus
  navigate: Navigate
  /** Shows a connector in the rest of the window. */
  onShow: (connector: string) => void
  onDemo: () => void
}

/** Every tenant with what can be done to it, and the setups that were begun. */
export function TenantsScreen({ route, connectors, status, navigate, onShow, onDemo }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const figures = useTenantFigures(connectors)
  const schedule = useScheduleText()
  const rotating = route.text['rotate'] ?? null
  const rotate = (connector: string | null) =>
    navigate(connector === null ? plainRoute('tenants') : rotateRoute(connector), { replace: true })
  const hasDemo = connectors.some(({ demo }) => demo)
  return (
    <Page title={t('screens.tenants')}>
      <p className={styles.about}>
        {[t('tenants.about'), schedule === null ? '' : `${schedule}.`].join(' ').trim()}
      </p>
      <div className={styles.actions}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => navigate(newSetupRoute())}>
          {t('tenants.connect')}
        </Button>
        {!hasDemo && <Button onClick={onDemo}>{t('tenants.demo')}</Button>}
      </div>
      <UnfinishedSetups connectors={connectors} navigate={navigate} />
      <ul className={styles.list} aria-label={t('tenants.list')}>
        {connectors.map(one => (
          <ConnectorItem
            key={one.connector.id}
            status={one}
            figures={figures.get(one.connector.id) ?? noFigures}
            isShown={one.connector.id === status.connector.id}
            navigate={navigate}
            onShow={() => {
              onShow(one.connector.id)
              navigate(plainRoute('overview'))
            }}
            isRotating={!one.demo && one.connector.id === rotating}
            onRotate={isRotating => rotate(isRotating ? one.connector.id : null)}
          />
        ))}
      </ul>
      {connectors.length > 1 && <TenantsTable connectors={connectors} figures={figures} />}
    </Page>
  )
}
