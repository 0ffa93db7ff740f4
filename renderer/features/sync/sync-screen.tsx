import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  Body1,
  Button,
  makeStyles,
  Subtitle2,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { gapOf } from '../../../electron/contract/datasets/gap.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { useQueries } from '../../queries.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useBackground } from '../background/use-background.ts'
import { DailyActivity } from './daily-activity/daily-activity.tsx'
import { LastResult } from './last-result.tsx'
import { LiveDatasets } from './live-datasets.tsx'
import { gapsInOrder } from './problems.ts'
import type { RunProgress } from './progress-store.ts'
import { RunDetails } from './run-details.tsx'
import { useSync } from './use-sync.tsx'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  // The chevron and the padding of an accordion would indent the list against its heading.
  list: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
})

type Props = { status: ConnectorStatus; connectors: readonly ConnectorStatus[] }

/** The running sync, how the last one ended, and every one before it. */
export function SyncScreen({ status, connectors }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const sync = useSync(status)
  const runs = useQuery(useQueries().runs(status.connector.id))
  const finished = runs.data?.filter(run => run.finishedAt !== null) ?? []
  const [last] = finished
  // Connectors take turns.
  const running = useBackground()?.running ?? null
  const other = connectors.find(({ connector }) => connector.id === running)?.connector
  const isWaiting = other !== undefined && other.id !== status.connector.id
  const waitingFor = isWaiting ? t('syncScreen.waitingForTurn', { name: other.name }) : null
  return (
    <Page title={t('screens.sync')}>
      {sync.error !== null && <ErrorPanel error={sync.error} />}
      {runs.isError && <ErrorPanel error={runs.error} onRetry={() => void runs.refetch()} />}
      {sync.isRunning ? (
        <RunningSync
          progress={sync.progress}
          waitingFor={waitingFor}
          isStopping={sync.isStopping}
          onStop={sync.stop}
        />
      ) : (
        last !== undefined && (
          <LastResult run={last}>
            <Tooltip content={t('syncScreen.inFullAbout')} relationship="description">
              <Button onClick={sync.startInFull}>{t('syncScreen.inFull')}</Button>
            </Tooltip>
          </LastResult>
        )
      )}
      {finished.length > 0 && <DailyActivity connector={status.connector.id} />}
      <section className={styles.section}>
        <Subtitle2 as="h2">{t('sync.history')}</Subtitle2>
        <Loading when={runs.isLoading} />
        {runs.data !== undefined && finished.length === 0 && (
          <span className={styles.quiet}>{t('sync.none')}</span>
        )}
        <Accordion collapsible multiple className={styles.list}>
          {finished.map(run => (
            <AccordionItem key={run.id} value={run.id}>
              <AccordionHeader expandIconPosition="start" as="h3">
                <RunTitle run={run} />
              </AccordionHeader>
              <AccordionPanel>
                <RunDetails run={run} />
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </section>
    </Page>
  )
}

const useRunTitleStyles = makeStyles({
  title: {
    display: 'grid',
    gridTemplateColumns: '190px 150px minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    width: '100%',
    textAlign: 'left',
  },
  facts: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

const colors = {
  succeeded: 'success',
  partial: 'warning',
  failed: 'danger',
  cancelled: 'informative',
} as const satisfies Record<SyncRun['status'], string>

/** One sync in one line: when, how it ended, how much it brought. */
function RunTitle({ run }: { run: SyncRun }) {
  const styles = useRunTitleStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const gaps = run.datasets.map(gapOf)
  const rows = run.datasets.reduce((sum, dataset) => sum + dataset.rows, 0)
  const facts = [
    t(`sync.mode.${run.mode}`),
    t('sync.rowsReceived', { rows: format.integer(rows) }),
    run.finishedAt === null ? '' : format.duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt)),
    ...gapsInOrder.map(gap => {
      const count = gaps.filter(one => one === gap).length
      return count === 0 ? '' : t(`sync.gapCount.${gap}`, { count })
    }),
  ]
  return (
    <span className={styles.title}>
      <span>{format.time(run.startedAt)}</span>
      <span>
        <Badge appearance="tint" color={colors[run.status]}>
          {t(`sync.runStatus.${run.status}`)}
        </Badge>
      </span>
      <span className={styles.facts}>{facts.filter(fact => fact !== '').join(' · ')}</span>
    </span>
  )
}

const useRunningSyncStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    maxWidth: '600px',
  },
})

type RunningSyncProps = {
  progress: RunProgress
  /** What it waits for; null once it has its turn. */
  waitingFor: string | null
  isStopping: boolean
  onStop: () => void
}

/** The sync that is under way, with the way to stop it. */
function RunningSync({ progress, waitingFor, isStopping, onStop }: RunningSyncProps) {
  const styles = useRunningSyncStyles()
  const { t } = useTranslation()
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Subtitle2 as="h2">{t('sync.running')}</Subtitle2>
        <Button onClick={onStop} disabledFocusable={isStopping}>
          {isStopping ? t('syncScreen.stopping') : t('syncScreen.stop')}
        </Button>
      </div>
      {waitingFor === null ? <LiveDatasets progress={progress} /> : <Body1>{waitingFor}</Body1>}
    </section>
  )
}
