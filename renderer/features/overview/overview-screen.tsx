import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { Notes } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { NothingYet } from '../reports/nothing-yet.tsx'
import { FigureArea } from './figure-area.tsx'
import { toAreas } from './figures.ts'

const useStyles = makeStyles({
  areas: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  skeleton: { display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: tokens.spacingHorizontalXXL },
})

type Props = { status: ConnectorStatus; navigate: Navigate }

/** The tenant in figures, each with its date and a way to the rows behind it. */
export function OverviewScreen({ status, navigate }: Props) {
  const { t } = useTranslation()
  if (status.lastRun !== null) return <Figures status={status} navigate={navigate} />
  return (
    <Page title={t('screens.overview')}>
      <NothingYet status={status} />
    </Page>
  )
}

function Figures({ status, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const overview = useQuery(useQueries().overview(status.connector.id))
  const isLate = useDelayed(overview.isPending)
  const asOf = overview.data?.activityAsOf ?? null
  return (
    <Page
      title={t('screens.overview')}
      aside={asOf === null ? undefined : t('common.asOf', { date: format.date(asOf) })}
    >
      {overview.isError && <ErrorPanel error={overview.error} onRetry={() => void overview.refetch()} />}
      {isLate && (
        <Skeleton className={styles.skeleton} aria-label={t('common.loading')}>
          {['1', '2', '3', '4'].map(key => (
            <SkeletonItem key={key} size={64} />
          ))}
        </Skeleton>
      )}
      {overview.data !== undefined && (
        <>
          <Notes notes={overview.data.notes} />
          <div className={styles.areas}>
            {toAreas(overview.data).map(area => (
              <FigureArea key={area.title} area={area} navigate={navigate} />
            ))}
          </div>
        </>
      )}
    </Page>
  )
}
