import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { PageTabs } from '../../ui/item/page-tabs.tsx'
import { Page } from '../../ui/page.tsx'
import { NothingYet } from '../reports/nothing-yet.tsx'
import { ChargeBack } from './charge-back.tsx'
import { SplitBars } from './split-bars.tsx'
import { SplitTable } from './split-table.tsx'
import { type Split, splits } from './splits.ts'

const chargeBackTab = 'charge-back'

type Props = { status: ConnectorStatus; route: Route; navigate: Navigate }

/** Seats and their use by department, or by what else divides a company. */
export function DepartmentsScreen({ status, route, navigate }: Props) {
  const { t } = useTranslation()
  const by: Split = splits.find(({ tab }) => tab === route.tab) ?? splits[0]
  const connector = status.connector.id
  const isChargeBack = route.tab === chargeBackTab
  return (
    <Page title={t('screens.departments')} scrolls={false}>
      {status.lastRun === null ? (
        <NothingYet status={status} />
      ) : (
        <>
          <PageTabs
            all={[
              ...splits.map(({ tab }) => ({ name: tab, label: t(`departments.by.${tab}`) })),
              { name: chargeBackTab, label: t('departments.chargeBack') },
            ]}
            chosen={isChargeBack ? chargeBackTab : by.tab}
            onChoose={name =>
              navigate({ ...plainRoute('departments'), tab: name === splits[0].tab ? null : name })
            }
          />
          {isChargeBack ? (
            <ChargeBack connector={connector} route={route} navigate={navigate} />
          ) : (
            <>
              <SplitBars key={`bars ${by.tab}`} connector={connector} by={by} navigate={navigate} />
              <SplitTable
                key={`table ${by.tab}`}
                connector={connector}
                by={by}
                route={route}
                navigate={navigate}
              />
            </>
          )}
        </>
      )}
    </Page>
  )
}
