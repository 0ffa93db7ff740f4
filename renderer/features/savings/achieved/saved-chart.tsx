import { useTranslation } from 'react-i18next'
import type { Achieved } from '../../../../electron/contract/savings/achieved.ts'
import { LineChart } from '../../../ui/charts/line-chart.tsx'
import type { Point } from '../../../ui/charts/series.ts'

const dayMs = 86_400_000

/** What was saved so far and the rate of a year, of one currency: the rate steps, the sum rises. */
export function SavedChart({ currency, points }: Achieved['steps'][number]) {
  const { t } = useTranslation('achieved')
  return (
    <LineChart
      title={t('saved.title', { currency })}
      note={t('saved.note')}
      completeUntil={null}
      series={[
        {
          key: 'perYear',
          title: t('saved.perYear'),
          points: stepped(points.map(({ date, perYear }) => ({ date, value: perYear }))),
        },
        {
          key: 'saved',
          title: t('saved.sofar'),
          points: points.map(({ date, saved }) => ({ date, value: saved })),
        },
      ]}
    />
  )
}

/** The value before each step stays until the day before it. */
function stepped(points: readonly Point[]): Point[] {
  return points.flatMap((point, place) => {
    const before = points[place - 1]
    if (before === undefined || before.value === point.value) return [point]
    const dayBefore = new Date(Date.parse(point.date) - dayMs).toISOString().slice(0, 10)
    return dayBefore > before.date ? [{ date: dayBefore, value: before.value }, point] : [point]
  })
}
