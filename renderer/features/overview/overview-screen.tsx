import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../electron/contract/insight/overview.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useDelayed } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { UsageNotice } from '../insight/usage-notice.tsx'
import { NothingYet } from '../reports/nothing-yet.tsx'
import { DailyChart } from './daily-chart.tsx'
import { dailyWindowOf } from './daily-window.ts'
import { HealthTile } from './health-tile.tsx'
import { NextRenewals } from './next-renewals.tsx'
import { NextSteps } from './next-steps.tsx'
import { UsersTile } from './other-tiles.tsx'
import { ProductBars } from './product-bars.tsx'
import { SavingsTile } from './savings-tile.tsx'
import { SeatsTile } from './seats-tile.tsx'
import { SummaryMenu } from './summary-menu.tsx'

const useStyles = makeStyles({
  content: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
  },
  // Beside the title, without a line of its own.
  actions: {
    position: 'absolute',
    top: '-48px',
    right: 0,
    '@media print': { display: 'none' },
  },
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'minmax(280px, 1.5fr) repeat(3, minmax(180px, 1fr))',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 1180px)': { gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))' },
    '@media print': { gridTemplateColumns: 'repeat(2, 1fr)' },
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.5fr) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    '@media print': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL, minWidth: 0 },
  skeleton: { display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: tokens.spacingHorizontalL },
})

type Props = { status: ConnectorStatus; route: Route; navigate: Navigate }

/** The tenant at a glance: what is bought, what is used, what to do next. */
export function OverviewScreen(props: Props) {
  const { t } = useTranslation()
  if (props.status.lastRun !== null) return <Summary {...props} />
  return (
    <Page title={t('screens.overview')}>
      <NothingYet status={props.status} />
    </Page>
  )
}

function Summary({ status, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const overview = useQuery(useQueries().overview(status.connector.id))
  const isLate = useDelayed(overview.isPending)
  return (
    <Page title={t('screens.overview')} aside={<AsOf overview={overview.data} />}>
      {overview.isError && <ErrorPanel error={overview.error} onRetry={() => void overview.refetch()} />}
      {isLate && (
        <Skeleton className={styles.skeleton} aria-label={t('common.loading')}>
          {['1', '2', '3', '4'].map(key => (
            <SkeletonItem key={key} size={128} />
          ))}
        </Skeleton>
      )}
      {overview.data !== undefined && (
        <Content overview={overview.data} connector={status.connector.id} route={route} navigate={navigate} />
      )}
    </Page>
  )
}

function AsOf({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const date = overview?.activityAsOf ?? null
  return date === null ? null : t('common.asOf', { date: format.date(date) })
}

type ContentProps = { overview: Overview; connector: string; route: Route; navigate: Navigate }

function Content({ overview, connector, route, navigate }: ContentProps) {
  const styles = useStyles()
  const days = dailyWindowOf(route)
  return (
    <div className={styles.content}>
      <div className={styles.actions}>
        <SummaryMenu connector={connector} />
      </div>
      <UsageNotice usage={overview.usage} navigate={navigate} />
      <div className={styles.tiles}>
        <SeatsTile seats={overview.seats} navigate={navigate} />
        <SavingsTile connector={connector} navigate={navigate} />
        <UsersTile overview={overview} navigate={navigate} />
        <HealthTile health={overview.health} connector={connector} navigate={navigate} />
      </div>
      <NextSteps findings={overview.findings} connector={connector} navigate={navigate} />
      <div className={styles.columns}>
        <DailyChart
          connector={connector}
          days={days}
          onDays={chosen => navigate({ ...route, parameters: { days: chosen } }, { replace: true })}
        />
        <div className={styles.side}>
          <ProductBars overview={overview} navigate={navigate} />
          {overview.renewals !== null && <NextRenewals renewals={overview.renewals} navigate={navigate} />}
        </div>
      </div>
    </div>
  )
}
