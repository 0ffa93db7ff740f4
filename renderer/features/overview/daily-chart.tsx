import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useQueries } from '../../queries.ts'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { weeklyAverage } from '../../ui/charts/series.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { WindowChoice } from '../insight/window-choice.tsx'
import { type DailyWindow, dailyWindows } from './daily-window.ts'

/** More lines than these hide each other; every app has its own on App usage. */
const maxLines = 5
/** Beyond a month the weekends make a comb of each line. */
const maxDailyDays = 30

type Props = { connector: string; days: DailyWindow; onDays: (days: DailyWindow) => void }

/** Users per day, a line for each service. */
export function DailyChart({ connector, days, onDays }: Props) {
  const { t } = useTranslation()
  const daily = useQuery(useQueries().daily(connector, days))
  if (daily.isError) return <ErrorPanel error={daily.error} onRetry={() => void daily.refetch()} />
  const isSmooth = days > maxDailyDays
  const series = (daily.data?.lines ?? [])
    .filter(({ app }) => !app.endsWith('_app'))
    .slice(0, maxLines)
    .map(({ app, title, days: points }) => ({
      key: app,
      title,
      points: isSmooth ? weeklyAverage(points) : points,
    }))
  if (daily.data !== undefined && series.length === 0) return null
  return (
    <LineChart
      title={t('overview.daily')}
      series={series}
      completeUntil={daily.data?.completeUntil ?? null}
      note={t(isSmooth ? 'overview.dailySmooth' : 'overview.dailyNote')}
      controls={<WindowChoice windows={dailyWindows} days={days} onDays={onDays} />}
    />
  )
}
