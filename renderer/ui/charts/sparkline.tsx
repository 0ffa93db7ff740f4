import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format-context.tsx'
import { lineColor } from './palette.ts'
import { axisEnd, type Point, weeklyAverage } from './series.ts'

const useStyles = makeStyles({
  sparkline: { display: 'block', forcedColorAdjust: 'none' },
  note: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Props = { title: string; points: readonly Point[] }

const [width, height] = [160, 32]

/**
 * A line without axes: only whether it goes up or down, smoothed over the week, with its first and last
 * number as text. It is drawn here, because the library's sparkline is a stop of the keyboard that has
 * nothing to say, and where it is made inert, Tab never gets past it.
 */
export function Sparkline({ title, points }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const smooth = weeklyAverage(points)
  const [first, last] = [smooth[0], smooth.at(-1)]
  if (first === undefined || last === undefined) return null
  const line = placesOf(smooth).join(' ')
  return (
    <>
      <svg className={styles.sparkline} width={width} height={height} aria-hidden focusable={false}>
        <polygon points={`0,${height} ${line} ${width},${height}`} fill={lineColor(0)} fillOpacity={0.2} />
        <polyline points={line} fill="none" stroke={lineColor(0)} strokeWidth={2} />
      </svg>
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

/** From zero, so that a small change looks small. A day that is not known leaves its room. */
function placesOf(points: readonly Point[]): string[] {
  const end = axisEnd(points.map(({ value }) => value))
  const days = points.map(({ date }) => Date.parse(date))
  const [from = 0, until = 0] = [days[0], days.at(-1)]
  const span = Math.max(1, until - from)
  return points.map(({ value }, index) => {
    const x = (((days[index] ?? from) - from) / span) * width
    return `${x.toFixed(1)},${((1 - value / end) * (height - 1)).toFixed(1)}`
  })
}
