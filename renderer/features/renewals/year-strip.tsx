import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Renewal } from '../../../electron/contract/pages/renewals.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { monthsFrom } from './months.ts'

const useStyles = makeStyles({
  strip: {
    display: 'grid',
    gridTemplateColumns: 'repeat(12, minmax(0, 1fr))',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  month: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'flex-end',
    rowGap: tokens.spacingVerticalXS,
    minHeight: '72px',
    padding: `0 ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalXS}`,
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  dots: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXXS },
  dot: {
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    forcedColorAdjust: 'none',
  },
  trial: {
    borderRadius: tokens.borderRadiusCircular,
    boxSizing: 'border-box',
    border: `2px solid ${tokens.colorBrandStroke1}`,
    forcedColorAdjust: 'none',
  },
})

const minDotSize = 8
const maxDotSize = 28

/**
 * The next twelve months, with a dot for each renewal that is as large as its seats are many; trials are
 * rings.
 */
export function YearStrip({ renewals, today }: { renewals: readonly Renewal[]; today: string }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const dated = renewals.filter(({ state }) => state === 'dated')
  const maxSeats = Math.max(1, ...dated.map(({ seats }) => seats ?? 0))
  const size = (seats: number | null) => {
    const pixels = Math.round(minDotSize + (maxDotSize - minDotSize) * Math.sqrt((seats ?? 0) / maxSeats))
    return { width: `${pixels}px`, height: `${pixels}px` }
  }
  return (
    <ol className={styles.strip} aria-label={t('renewalsScreen.strip')}>
      {monthsFrom(today).map(month => (
        <li key={month} className={styles.month}>
          <div className={styles.dots}>
            {dated
              .filter(({ date }) => date?.startsWith(month))
              .map(renewal => {
                const text = t('renewalsScreen.dot', {
                  product: renewal.productName,
                  count: renewal.seats ?? 0,
                  date: format.date(renewal.date ?? ''),
                })
                return (
                  <span
                    key={renewal.subscriptionId}
                    role="img"
                    aria-label={text}
                    title={text}
                    className={renewal.isTrial ? styles.trial : styles.dot}
                    style={size(renewal.seats)}
                  />
                )
              })}
          </div>
          <span className={styles.name}>{format.month(`${month}-01`)}</span>
        </li>
      ))}
    </ol>
  )
}
