import { Tab, TabList } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
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
          <TabList
            selectedValue={isChargeBack ? chargeBackTab : by.tab}
            onTabSelect={(_event, { value }) =>
              navigate({
                ...plainRoute('departments'),
                tab: value === splits[0].tab ? null : String(value),
              })
            }
          >
            {splits.map(({ tab }) => (
              <Tab key={tab} value={tab}>
                {t(`departments.by.${tab}`)}
              </Tab>
            ))}
            <Tab value={chargeBackTab}>{t('departments.chargeBack')}</Tab>
          </TabList>
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
