import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ChangesAnswer } from '../../../electron/contract/pages/changes.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { placeDays } from './place-days.ts'

const height = 40
const barWidth = 6

const useStyles = makeStyles({
  strip: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  picture: { width: '100%', height: `${height}px`, display: 'block' },
  span: {
    fill: tokens.colorBrandBackground2,
    '@media (forced-colors: active)': { fill: 'Canvas', stroke: 'CanvasText' },
  },
  day: {
    fill: tokens.colorNeutralForeground4,
    '@media (forced-colors: active)': { fill: 'GrayText' },
  },
  within: {
    fill: tokens.colorBrandBackground,
    '@media (forced-colors: active)': { fill: 'Highlight' },
  },
  ends: {
    display: 'flex',
    justifyContent: 'space-between',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
})

type Props = Pick<ChangesAnswer, 'days' | 'from' | 'to'>

/**
 * Every day with a sync in its place in time, as high as the changes that were noticed on it; the compared
 * days stand out.
 */
export function DaysStrip({ days, from, to }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const first = days[0]?.date
  const last = days.at(-1)?.date
  if (first === undefined || last === undefined || from === null || to === null) return null
  const placed = placeDays(days, 1000)
  const at = (date: string) => placed.find(day => day.date === date)?.x ?? 0
  const label = t('changesScreen.stripLabel', {
    count: days.length,
    first: format.date(first),
    last: format.date(last),
  })
  return (
    <div className={styles.strip}>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${1000 + barWidth} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <rect className={styles.span} x={at(from)} width={at(to) - at(from) + barWidth} height={height} />
        {placed.map(({ date, x, share }) => (
          <rect
            key={date}
            className={date > from && date <= to ? styles.within : styles.day}
            x={x}
            y={(height - 4) * (1 - share)}
            width={barWidth}
            height={4 + (height - 4) * share}
          />
        ))}
      </svg>
      <div className={styles.ends} aria-hidden>
        <span>{format.date(first)}</span>
        <span>{format.date(last)}</span>
      </div>
    </div>
  )
}
