import { makeStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { savingsTabs } from '../../routing/paths.ts'
import { plainRoute } from '../../routing/route.ts'
import { useSavingsQueries } from '../../savings-queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { PageTabs } from '../../ui/item/page-tabs.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { NothingYet } from '../reports/nothing-yet.tsx'
import type { ReportScreenProps } from '../reports/report-screen.tsx'
import { Achieved } from './achieved/achieved.tsx'
import { Candidates } from './candidates.tsx'
import { Exclusions } from './excluded/exclusions.tsx'
import { Headline } from './headline.tsx'
import { Planner } from './plan/planner.tsx'
import { Prices } from './prices/prices.tsx'
import { ByProduct, measures } from './products/by-product.tsx'
import { WorkList } from './work/work-list.tsx'

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    '@media (max-height: 639px)': { minHeight: '400px', flexShrink: 0 },
  },
})

/** Which seats nobody seems to need, how sure that is, how much it is, and what came of it. */
export function SavingsScreen({ status, route, navigate }: ReportScreenProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const { t: common } = useTranslation()
  const format = useFormat()
  const connector = status.connector.id
  const summary = useQuery({ ...useSavingsQueries(connector).summary(), enabled: status.lastRun !== null })
  const tab = savingsTabs.find(known => known === route.tab) ?? 'list'
  const choose = (name: string) => navigate({ ...plainRoute('savings'), tab: name === 'list' ? null : name })
  const judged = summary.data?.judgedDay ?? null
  return (
    <Page
      title={common('screens.savings')}
      aside={judged === null ? undefined : t('judged', { date: format.date(judged) })}
      scrolls={false}
    >
      {status.lastRun === null && <NothingYet status={status} />}
      {summary.isError && <ErrorPanel error={summary.error} onRetry={() => void summary.refetch()} />}
      <Loading when={summary.isLoading} />
      {summary.data !== undefined && judged === null && (
        <EmptyState title={t('none')} about={t('noneAbout')} />
      )}
      {summary.data !== undefined && judged !== null && (
        <>
          <Headline
            summary={summary.data}
            onPrices={() => choose('prices')}
            onExcluded={() => choose('excluded')}
          />
          <PageTabs
            all={(['list', ...savingsTabs] as const).map(name => ({ name, label: t(`tabs.${name}`) }))}
            chosen={tab}
            onChoose={choose}
          />
          <div className={styles.content}>
            {tab === 'list' && (
              <Candidates connector={connector} summary={summary.data} route={route} navigate={navigate} />
            )}
            {tab === 'products' && (
              <ByProduct
                connector={connector}
                summary={summary.data}
                measure={measures.find(known => known === route.text['show']) ?? 'seats'}
                navigate={navigate}
                onMeasure={show => navigate({ ...route, text: show === 'seats' ? {} : { show } })}
              />
            )}
            {tab === 'work' && <WorkList connector={connector} route={route} navigate={navigate} />}
            {tab === 'achieved' && <Achieved connector={connector} />}
            {tab === 'excluded' && <Exclusions connector={connector} route={route} navigate={navigate} />}
            {tab === 'plan' && <Planner connector={connector} settings={summary.data.settings} />}
            {tab === 'prices' && <Prices connector={connector} />}
          </div>
        </>
      )}
    </Page>
  )
}
