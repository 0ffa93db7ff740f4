import { Body1, Button, makeStyles, Spinner, Subtitle2, tokens } from '@fluentui/react-components'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ActivityCoverage } from '../../../../electron/contract/insight/daily-activity.ts'
import { useBridge } from '../../../bridge/context.tsx'
import { queryKeys, useQueries } from '../../../queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { CoverageCalendar } from './calendar.tsx'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, maxWidth: '720px' },
  line: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minHeight: '32px' },
  quiet: { color: tokens.colorNeutralForeground3 },
  reports: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalL,
  },
})

/** Which days of activity are held, and the retrieval of the others. */
export function DailyActivity({ connector }: { connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation('activity')
  const coverage = useQuery(useQueries().coverage(connector))
  if (coverage.isError) return <ErrorPanel error={coverage.error} onRetry={() => void coverage.refetch()} />
  if (coverage.data === undefined) return <Loading when />
  return (
    <section className={styles.section} aria-labelledby="daily-activity">
      <div className={styles.head}>
        <Subtitle2 as="h2" id="daily-activity">
          {t('title')}
        </Subtitle2>
        <Body1 className={styles.quiet}>{t('about')}</Body1>
      </div>
      <Retrieval connector={connector} coverage={coverage.data} />
      {coverage.data.reports.length > 0 && (
        <div className={styles.reports}>
          {coverage.data.reports.toReversed().map(report => (
            <CoverageCalendar key={report.report} report={report} />
          ))}
        </div>
      )}
    </section>
  )
}

type Props = { connector: string; coverage: ActivityCoverage }

/** What goes on, and the button for what a person can do about it. */
function Retrieval({ connector, coverage: { enabled, phase, resumesAt, reports } }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('activity')
  const format = useFormat()
  const { turnOn, retrieve, stop, error } = useRetrieval(connector)
  const isMissing = reports.some(({ days }) => days.some(({ state }) => state === 'waiting'))
  return (
    <>
      <div className={styles.line}>
        {!enabled && (
          <>
            <Body1>{t('off')}</Body1>
            <Button onClick={turnOn}>{t('turnOn')}</Button>
          </>
        )}
        {enabled && phase !== 'idle' && (
          <>
            {phase === 'running' && <Spinner size="tiny" label={t('running')} />}
            {phase === 'waiting' && resumesAt !== null && (
              <Body1>{t('waiting', { time: format.clock(resumesAt) })}</Body1>
            )}
            <Button onClick={stop}>{t('stop')}</Button>
          </>
        )}
        {enabled && phase === 'idle' && reports.length === 0 && <Body1>{t('nothingYet')}</Body1>}
        {enabled && phase === 'idle' && (isMissing || reports.length === 0) && (
          <Button onClick={retrieve}>{t('retrieve')}</Button>
        )}
      </div>
      {error !== null && <ErrorPanel error={error} />}
    </>
  )
}

function useRetrieval(connector: string) {
  const bridge = useBridge()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.reportsOf(connector) })
  const retrieve = useMutation({
    mutationFn: () => bridge.call('activity.retrieve', { connector }),
    onSettled: refresh,
  })
  const stop = useMutation({
    mutationFn: () => bridge.call('activity.stop', { connector }),
    onSettled: refresh,
  })
  const turnOn = useMutation({
    mutationFn: async () => {
      await bridge.call('settings.change', { data: { retrieveDailyActivity: true } })
      return bridge.call('activity.retrieve', { connector })
    },
    onSettled: refresh,
  })
  return {
    turnOn: () => turnOn.mutate(),
    retrieve: () => retrieve.mutate(),
    stop: () => stop.mutate(),
    error: turnOn.error ?? retrieve.error ?? stop.error,
  }
}
