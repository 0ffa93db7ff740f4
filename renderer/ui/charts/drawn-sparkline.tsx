import { Sparkline } from '@fluentui/react-charts'
import { lineColor } from './palette.ts'
import type { Point } from './series.ts'

/** The drawing of a sparkline, which comes with the library of charts. */
export function DrawnSparkline({ title, points }: { title: string; points: readonly Point[] }) {
  return (
    <Sparkline
      width={160}
      height={32}
      valueTextWidth={0}
      data={{
        chartTitle: title,
        lineChartData: [
          {
            legend: title,
            color: lineColor(0),
            data: points.map(({ date, value }) => ({ x: new Date(`${date}T00:00:00Z`), y: value })),
          },
        ],
      }}
    />
  )
}
