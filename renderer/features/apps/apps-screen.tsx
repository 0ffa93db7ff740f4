import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AppsUse } from '../../../electron/contract/insight/apps.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import { itemRoute, plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { PageTabs } from '../../ui/item/page-tabs.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { UsageNotice } from '../insight/usage-notice.tsx'
import { WindowChoice } from '../insight/window-choice.tsx'
import { NothingYet } from '../reports/nothing-yet.tsx'
import { AdoptionTable } from './adoption-table.tsx'
import { AppBars } from './app-bars.tsx'
import { type AppWindow, appWindows } from './app-use.ts'
import { HeatTable } from './heat-table.tsx'
import { OneApp } from './one-app.tsx'

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.25fr)',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
    alignItems: 'start',
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

const usualWindow: AppWindow = 30
const tabs = ['adoption', 'departments', 'users'] as const

type AppsScreenProps = { status: ConnectorStatus; route: Route; navigate: Navigate }

/** How the apps of the tenant are used by those who have them. */
export function AppsScreen(props: AppsScreenProps) {
  const { t } = useTranslation()
  if (props.status.lastRun !== null) return <Screen {...props} />
  return (
    <Page title={t('screens.apps')}>
      <NothingYet status={props.status} />
    </Page>
  )
}

function Screen({ status, route, navigate }: AppsScreenProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const apps = useQuery(useQueries().apps(status.connector.id))
  const tab = tabs.find(name => name === route.tab) ?? 'adoption'
  const days = appWindows.find(one => one === route.parameters['days']) ?? usualWindow
  const asOf = apps.data?.activityAsOf ?? null
  return (
    <Page
      title={t('screens.apps')}
      scrolls={tab === 'adoption'}
      aside={asOf === null ? undefined : t('common.asOf', { date: format.date(asOf) })}
    >
      <div className={styles.head}>
        <PageTabs
          all={tabs.map(name => ({ name, label: t(`apps.${name}`) }))}
          chosen={tab}
          onChoose={name => navigate({ ...plainRoute('apps'), tab: name === 'adoption' ? null : name })}
        />
        {tab !== 'users' && (
          <WindowChoice
            windows={appWindows}
            days={days}
            onDays={chosen => navigate({ ...route, parameters: { days: chosen } }, { replace: true })}
          />
        )}
      </div>
      {apps.isError && <ErrorPanel error={apps.error} onRetry={() => void apps.refetch()} />}
      <Loading when={apps.isLoading} />
      {apps.data !== undefined && <UsageNotice usage={apps.data.usage} navigate={navigate} />}
      {apps.data !== undefined && <Apart use={apps.data} />}
      {apps.data !== undefined && <Unmeasured apps={apps.data.unmeasured} />}
      {tab === 'users' && !apps.isPending && (
        <HeatTable
          connector={status.connector.id}
          use={apps.data ?? null}
          route={route}
          navigate={navigate}
        />
      )}
      {tab === 'departments' && !apps.isPending && (
        <AdoptionTable
          connector={status.connector.id}
          use={apps.data ?? null}
          days={days}
          route={route}
          navigate={navigate}
        />
      )}
      {tab === 'adoption' && apps.data !== undefined && (
        <Adoption
          use={apps.data}
          days={days}
          connector={status.connector.id}
          route={route}
          navigate={navigate}
        />
      )}
    </Page>
  )
}

/** Reports that end on days far from each other must not be compared without a word. */
function Apart({ use: { daysApart } }: { use: AppsUse }) {
  const { t } = useTranslation()
  const maxDaysApart = 3
  if (daysApart <= maxDaysApart) return null
  return (
    <MessageBar intent="warning">
      <MessageBarBody>{t('apps.daysApart', { count: daysApart })}</MessageBarBody>
    </MessageBar>
  )
}

/** Apps that somebody has and of which nothing is known, each with the reason. */
function Unmeasured({ apps }: { apps: AppsUse['unmeasured'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (apps.length === 0) return null
  const groups = Map.groupBy(apps, ({ gap, until }) => `${gap} ${gap === 'report_missing' ? until : ''}`)
  const textOf = (group: AppsUse['unmeasured']) => {
    const [first] = group
    const names = group.map(({ title }) => title).join(', ')
    if (first === undefined) return ''
    if (first.gap === 'report_missing' && first.until !== null)
      return t('apps.unmeasured.missingSince', { apps: names, date: format.date(first.until) })
    return t(`apps.unmeasured.${first.gap}`, { apps: names })
  }
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{[...groups.values()].map(textOf).join(' ')}</MessageBarBody>
    </MessageBar>
  )
}

type AdoptionProps = { use: AppsUse; days: AppWindow; connector: string; route: Route; navigate: Navigate }

function Adoption({ use, days, connector, route, navigate }: AdoptionProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const chosen = use.apps.find(({ app }) => app === route.item) ?? use.apps[0]
  if (chosen === undefined) {
    return <EmptyState title={t('apps.none')} about={t('apps.noneAbout')} />
  }
  return (
    <div className={styles.columns}>
      <AppBars
        use={use}
        days={days}
        chosen={chosen.app}
        navigate={navigate}
        onChoose={app => navigate({ ...itemRoute('apps', app), parameters: route.parameters })}
      />
      <OneApp
        key={chosen.app}
        use={chosen}
        days={days}
        watchedSince={use.watchedSince}
        connector={connector}
        navigate={navigate}
      />
    </div>
  )
}
