import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type BlankReason, type DaysAgo, heatStep } from './heat.ts'

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
  /** Null where there is no day. */
  ago: DaysAgo | null
  /** Why there is no day; null where nothing is known of it. */
  blank: BlankReason | null
}

/** When somebody last used an app, in words and as a shade: the darker, the later. */
export function HeatCell({ ago, blank }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (ago === null) {
    if (blank === null) return null
    const look = blank === 'noneOnRecord' ? styles.never : styles.blank
    return <span className={mergeClasses(styles.cell, look)}>{t(`apps.${blank}`)}</span>
  }
  return (
    <span className={mergeClasses(styles.cell, styles[heatStep(ago.to ?? ago.from)])}>{words(ago, t)}</span>
  )
}

function words({ from, to }: DaysAgo, t: TFunction): string {
  const exactly = from === 0 ? t('apps.newestDay') : t('apps.daysAgo', { count: from })
  if (to === null) return t('apps.atLeast', { words: exactly })
  if (to <= from) return exactly
  return from === 0 ? t('apps.upToDays', { count: to }) : t('apps.betweenDays', { from, to })
}
