import { LineChart, type LineChartProps } from '@fluentui/react-charts'
import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format-context.tsx'
import { lineChartHeight, lineChartMargins } from './line-size.ts'
import { lineColor } from './palette.ts'
import { type Series, tickDays } from './series.ts'
import { useWidth } from './use-width.ts'

type Props = {
  title: string
  series: readonly Series[]
  completeUntil: string | null
  /** Where the axis of numbers ends. */
  end: number
}

/** A day of the tenant is no instant: it is drawn in UTC, whatever the zone of this computer. */
const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)

/** The drawing of a line chart, which comes with the library of charts. */
const useStyles = makeStyles({
  // The drawing takes the height of its place, and a height of its own where that has none.
  place: { height: `${lineChartHeight}px` },
})

export function DrawnLines({ title, series, completeUntil, end }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const styles = useStyles()
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  const [isPlaced, setIsPlaced] = useState(false)
  useEffect(() => {
    const drawn = place.current
    if (width === null || drawn === null) return undefined
    // The library measures its place after it has drawn once: on a busy computer, many frames later.
    const look = () => setIsPlaced(Number(drawn.querySelector('svg')?.getAttribute('height') ?? 0) > 0)
    const observer = new MutationObserver(look)
    observer.observe(drawn, { subtree: true, childList: true, attributes: true, attributeFilter: ['height'] })
    look()
    return () => observer.disconnect()
  }, [width])
  const dates = series.flatMap(({ points }) => points.map(({ date }) => date)).toSorted()
  const last = dates.at(-1)
  const data: LineChartProps['data'] = {
    chartTitle: title,
    lineChartData: series
      .map(({ title: legend, points, isStepped = false }, index) => ({
        legend,
        color: lineColor(index),
        hideNonActiveDots: true,
        lineOptions: {
          strokeWidth: 2,
          lineBorderWidth: 0,
          ...(isStepped ? { curve: 'stepAfter' as const } : {}),
        },
        data: points.map(({ date, value }) => ({
          x: dateOf(date),
          y: value,
          xAxisCalloutData: format.date(date),
          yAxisCalloutData: format.integer(value),
        })),
      }))
      .filter(line => line.data.length > 0),
  }
  const provisional =
    !isPlaced || completeUntil === null || last === undefined || last <= completeUntil
      ? {}
      : {
          colorFillBars: [
            {
              legend: t('charts.provisional'),
              color: tokens.colorNeutralStroke1,
              data: [{ startX: dateOf(completeUntil), endX: dateOf(last) }],
              applyPattern: true,
            },
          ],
        }
  // A drawing that is made before its place is known draws bars of a negative height.
  return (
    <div ref={place} className={styles.place}>
      {width !== null && (
        <LineChart
          width={width}
          data={data}
          {...provisional}
          height={lineChartHeight}
          margins={lineChartMargins}
          hideLegend
          yMinValue={0}
          yMaxValue={end}
          yAxisTickCount={4}
          tickValues={tickDays(dates).map(dateOf)}
          customDateTimeFormatter={date => format.day(date.toISOString().slice(0, 10))}
          yAxisTickFormat={(value: number) => format.integer(value)}
        />
      )}
    </div>
  )
}
