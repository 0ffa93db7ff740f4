import { makeStyles, tokens } from '@fluentui/react-components'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format-context.tsx'
import { type Point, weeklyAverage } from './series.ts'

const DrawnSparkline = lazy(async () => ({ default: (await import('./drawn-sparkline.tsx')).DrawnSparkline }))

const useStyles = makeStyles({
  sparkline: { minHeight: '34px' },
  note: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Props = { title: string; points: readonly Point[] }

/**
 * A line without axes: only whether it goes up or down, smoothed over the week, with its first and last
 * number as text.
 */
export function Sparkline({ title, points }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const smooth = weeklyAverage(points)
  const [first, last] = [smooth[0], smooth.at(-1)]
  if (first === undefined || last === undefined) return null
  return (
    <>
      <div className={styles.sparkline} inert>
        <Suspense fallback={null}>
          <DrawnSparkline title={title} points={smooth} />
        </Suspense>
      </div>
      <p className={styles.note}>
        {t('charts.fromTo', {
          title,
          first: format.integer(first.value),
          from: format.date(first.date),
          last: format.integer(last.value),
        })}
      </p>
    </>
  )
}
