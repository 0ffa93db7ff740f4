import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { chartWidth, placeSeats } from './place-seats.ts'

const height = 200

const useStyles = makeStyles({
  chart: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr) max-content',
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  scale: { display: 'flex', flexDirection: 'column', justifyContent: 'space-between', textAlign: 'right' },
  picture: { width: '100%', height: `${height}px`, display: 'block', overflow: 'visible' },
  names: { position: 'relative', minWidth: '104px' },
  name: { position: 'absolute', transform: 'translateY(-50%)', whiteSpace: 'nowrap' },
  dates: { gridColumn: '2', display: 'flex', justifyContent: 'space-between' },
  axis: { stroke: tokens.colorNeutralStroke2 },
  line: { fill: 'none', strokeWidth: '2px', forcedColorAdjust: 'none' },
  bought: { stroke: tokens.colorNeutralForeground3, strokeDasharray: '6 4' },
  assigned: { stroke: tokens.colorBrandStroke1 },
  assignedName: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
})

/** Seats bought and assigned as two lines that each end in their name. */
export function SeatChart({ days }: { days: ProductPage['history'] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return null
  const { top, lines } = placeSeats(days, height)
  const label = t('productPage.historyLabel', {
    bought: format.integer(last.bought),
    assigned: format.integer(last.assigned),
    to: format.date(last.date),
    boughtBefore: format.integer(first.bought),
    assignedBefore: format.integer(first.assigned),
    from: format.date(first.date),
  })
  return (
    <div className={styles.chart}>
      <div className={styles.scale} aria-hidden>
        <span>{format.integer(top)}</span>
        <span>0</span>
      </div>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${chartWidth} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {[0, height / 2, height].map(y => (
          <line key={y} className={styles.axis} x1={0} x2={chartWidth} y1={y} y2={y} />
        ))}
        {lines.map(({ key, points }) => (
          <polyline
            key={key}
            className={mergeClasses(styles.line, styles[key])}
            points={points}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <div className={styles.names} aria-hidden>
        {lines.map(({ key, labelAt, value }) => (
          <span
            key={key}
            className={mergeClasses(styles.name, key === 'assigned' && styles.assignedName)}
            style={{ top: `${labelAt}px` }}
          >
            {t(`productPage.${key}`)} {format.integer(value)}
          </span>
        ))}
      </div>
      <div className={styles.dates} aria-hidden>
        <span>{format.date(first.date)}</span>
        <span>{format.date(last.date)}</span>
      </div>
    </div>
  )
}
