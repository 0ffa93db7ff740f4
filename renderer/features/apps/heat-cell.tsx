import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { type BlankReason, daysSince, heatStep } from './heat.ts'

const useStyles = makeStyles({
  cell: {
    display: 'block',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusSmall,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  week: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand },
  month: { backgroundColor: tokens.colorBrandStroke2, color: tokens.colorNeutralForeground1 },
  quarter: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  halfYear: { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
  older: { color: tokens.colorNeutralForeground2 },
  blank: { color: tokens.colorNeutralForeground3 },
  never: { border: `1px solid ${tokens.colorPaletteRedBorder2}`, color: tokens.colorPaletteRedForeground1 },
})

type Props = {
  /** `YYYY-MM-DD`; null for none on record. */
  day: string | null
  /** The newest day that the app's reports are about; null where it has none. */
  asOf: string | null
  /** Why there is no day; null where nothing is known of it. */
  blank: BlankReason | null
  isAtMost: boolean
}

/** When somebody last used an app, in words and as a shade: the darker, the later. */
export function HeatCell({ day, asOf, blank, isAtMost }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (day === null || asOf === null) {
    if (blank === null) return null
    const look = blank === 'noneOnRecord' ? styles.never : styles.blank
    return <span className={mergeClasses(styles.cell, look)}>{t(`apps.${blank}`)}</span>
  }
  const days = daysSince(day, asOf)
  const words = days <= 0 ? t('apps.newestDay') : t('apps.daysAgo', { count: days })
  return (
    <span className={mergeClasses(styles.cell, styles[heatStep(days)])}>
      {isAtMost ? t('apps.atMost', { words }) : words}
    </span>
  )
}
