import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { type BarTone, useTones } from '../../ui/charts/tones.ts'
import { type SeatParts, seatKinds } from './seat-parts.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    width: '100%',
    minWidth: '72px',
    height: '10px',
    overflow: 'hidden',
    columnGap: '1px',
  },
  large: { height: '16px' },
  part: { minWidth: '2px', boxSizing: 'border-box' },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  key: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  dot: { width: '12px', height: '12px', boxSizing: 'border-box' },
})

const toneOf: Readonly<Record<keyof SeatParts, BarTone>> = {
  active: 'active',
  inactive: 'inactive',
  unknown: 'unknown',
  unassigned: 'empty',
  over: 'over',
}

/** The seats of a product as one bar; what the parts are is said in words beside it. */
export function UseBar({ parts, isLarge = false }: { parts: SeatParts; isLarge?: boolean }) {
  const styles = useStyles()
  const tones = useTones()
  const { t } = useTranslation()
  const shown = seatKinds.filter(kind => parts[kind] > 0)
  const label = shown.map(kind => t(`licensesScreen.part.${kind}`, { count: parts[kind] })).join(', ')
  if (shown.length === 0) return null
  return (
    <div
      className={mergeClasses(styles.bar, isLarge && styles.large)}
      role="img"
      aria-label={label}
      title={label}
    >
      {shown.map(kind => (
        <div
          key={kind}
          className={mergeClasses(styles.part, tones[toneOf[kind]])}
          style={{ flexGrow: parts[kind] }}
        />
      ))}
    </div>
  )
}

/** What the colours mean; with numbers where a product's parts are given. */
export function UseLegend({ parts = null }: { parts?: SeatParts | null }) {
  const styles = useStyles()
  const tones = useTones()
  const { t } = useTranslation()
  return (
    <div className={styles.legend}>
      {seatKinds
        .filter(kind => parts === null || parts[kind] > 0)
        .map(kind => (
          <span key={kind} className={styles.key}>
            <span aria-hidden className={mergeClasses(styles.dot, tones[toneOf[kind]])} />
            {parts === null
              ? t(`licensesScreen.kind.${kind}`)
              : t(`licensesScreen.part.${kind}`, { count: parts[kind] })}
          </span>
        ))}
    </div>
  )
}
