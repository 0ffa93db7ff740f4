import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format-context.tsx'
import { ChartFrame } from './chart-frame.tsx'
import { lineChartHeight, lineChartMargins } from './line-size.ts'
import { lineColor } from './palette.ts'
import { axisEnd, labelOffsets, type Series } from './series.ts'

/** The library of charts comes with the first line that is drawn, so that the window need not wait for it. */
const DrawnLines = lazy(async () => ({ default: (await import('./drawn-lines.tsx')).DrawnLines }))

const labelHeight = 18

const useStyles = makeStyles({
  chart: { display: 'flex', columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  lines: { flexGrow: 1, minWidth: 0, height: `${lineChartHeight}px` },
  labels: { position: 'relative', flexShrink: 0, width: '132px' },
  label: {
    position: 'absolute',
    left: 0,
    right: 0,
    display: 'flex',
    columnGap: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: `${labelHeight}px`,
    whiteSpace: 'nowrap',
    transform: 'translateY(-50%)',
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis' },
  value: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground3 },
  mark: {
    flexShrink: 0,
    alignSelf: 'center',
    width: '8px',
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    forcedColorAdjust: 'none',
  },
})

type Props = {
  title: string
  series: readonly Series[]
  /** Later days are provisional and drawn dashed. */
  completeUntil: string | null
  note?: string | undefined
  controls?: ReactNode
}

/** Lines over days, each named where it ends. */
export function LineChart({ title, series, completeUntil, note, controls }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const end = axisEnd(series.flatMap(({ points }) => points.map(({ value }) => value)))
  return (
    <ChartFrame title={title} note={note} controls={controls} table={useDayTable(series, completeUntil)}>
      <div className={styles.chart}>
        <div className={styles.lines}>
          <Suspense
            fallback={
              <Skeleton aria-label={t('common.loading')}>
                <SkeletonItem size={128} />
              </Skeleton>
            }
          >
            <DrawnLines title={title} series={series} completeUntil={completeUntil} end={end} />
          </Suspense>
        </div>
        <LineNames series={series} end={end} />
      </div>
    </ChartFrame>
  )
}

function LineNames({ series, end }: { series: readonly Series[]; end: number }) {
  const styles = useStyles()
  const format = useFormat()
  const drawn = series.filter(({ points }) => points.length > 0)
  const plot = lineChartHeight - lineChartMargins.top - lineChartMargins.bottom
  const offsets = labelOffsets(
    drawn.map(({ points }) => (points.at(-1)?.value ?? 0) / end),
    plot,
    labelHeight,
  )
  return (
    <div className={styles.labels}>
      {drawn.map(({ key, title, points }, index) => (
        <span
          key={key}
          className={styles.label}
          style={{ top: `${lineChartMargins.top + (offsets[index] ?? 0)}px` }}
        >
          <span
            className={styles.mark}
            style={{ backgroundColor: lineColor(series.findIndex(one => one.key === key)) }}
          />
          <span className={styles.name} title={title}>
            {title}
          </span>
          <span className={styles.value}>{format.integer(points.at(-1)?.value ?? 0)}</span>
        </span>
      ))}
    </div>
  )
}

/** A row per day, the newest first, with a word at those that are provisional. */
function useDayTable(series: readonly Series[], completeUntil: string | null) {
  const { t } = useTranslation()
  const format = useFormat()
  const dates = [...new Set(series.flatMap(({ points }) => points.map(({ date }) => date)))]
  const values = series.map(({ points }) => new Map(points.map(({ date, value }) => [date, value])))
  return {
    columns: [t('charts.day'), ...series.map(({ title }) => title)],
    rows: dates
      .toSorted()
      .toReversed()
      .map(date => ({
        key: date,
        cells: [
          completeUntil !== null && date > completeUntil
            ? t('charts.provisionalDay', { date: format.date(date) })
            : format.date(date),
          ...values.map(known => {
            const value = known.get(date)
            return value === undefined ? null : format.integer(value)
          }),
        ],
      })),
  }
}
