import { mergeClasses } from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AppsUse } from '../../../electron/contract/insight/apps.ts'
import { type BlankReason, type DaysAgo, type HeatStep, heatStep } from './heat.ts'
import { useHeatStyles } from './heat-styles.ts'

const shades = {
  week: 'first',
  month: 'second',
  quarter: 'third',
  halfYear: 'fourth',
  older: 'none',
} as const satisfies Record<HeatStep, keyof ReturnType<typeof useHeatStyles>>

type Props = {
  /** Null where there is no day. */
  ago: DaysAgo | null
  /** Why there is no day; null where nothing is known of it. */
  blank: BlankReason | null
}

/** When somebody last used an app, in words and as a shade: the darker, the later. */
export function HeatCell({ ago, blank }: Props) {
  const styles = useHeatStyles()
  const { t } = useTranslation()
  if (ago === null) {
    if (blank === null) return null
    const look = blank === 'noneOnRecord' ? styles.never : styles.blank
    return <span className={mergeClasses(styles.cell, look)}>{t(`apps.${blank}`)}</span>
  }
  return (
    <span className={mergeClasses(styles.cell, styles[shades[heatStep(ago.to ?? ago.from)]])}>
      {words(ago, t)}
    </span>
  )
}

/** Why nothing is known of an app for anybody. */
export function GapCell({ gap }: Pick<AppsUse['unmeasured'][number], 'gap'>) {
  const styles = useHeatStyles()
  const { t } = useTranslation()
  return <span className={mergeClasses(styles.cell, styles.blank)}>{t(`apps.gap.${gap}`)}</span>
}

function words({ from, to }: DaysAgo, t: TFunction): string {
  const exactly = from === 0 ? t('apps.newestDay') : t('apps.daysAgo', { count: from })
  if (to === null) return t('apps.atLeast', { words: exactly })
  if (to <= from) return exactly
  return from === 0 ? t('apps.upToDays', { count: to }) : t('apps.betweenDays', { from, to })
}
