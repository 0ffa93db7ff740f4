import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { appTitle, sharesDay } from '../../../electron/contract/insight/app-title.ts'
import type { UserPage } from '../../../electron/contract/pages/user.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { weeksOf } from './weeks.ts'

const box = 6
const step = 7

const useStyles = makeStyles({
  apps: {
    display: 'grid',
    gridTemplateColumns: 'minmax(72px, max-content) max-content 1fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'center',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  app: { display: 'contents' },
  last: {
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  used: {
    fill: tokens.colorBrandBackground,
    '@media (forced-colors: active)': { fill: 'Highlight' },
  },
  unseen: {
    fill: tokens.colorNeutralBackground5,
    '@media (forced-colors: active)': { fill: 'Canvas', stroke: 'GrayText' },
  },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/**
 * A row for each app: the weeks in which it is known to have been used, the last use and on how many days.
 */
export function ActivityStrip({ use, isNarrow }: { use: UserPage['use']; isNarrow: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (use.state === 'notGranted' || use.state === 'concealed') {
    return <span className={styles.note}>{t(`userPage.use.${use.state}`)}</span>
  }
  if (use.apps.length === 0) return <span className={styles.note}>{t('userPage.use.none')}</span>
  const oneDay = use.apps.filter(({ app }) => sharesDay(app)).map(({ app }) => appTitle(app))
  const until = use.until ?? use.apps[0]?.lastActivityDate ?? ''
  return (
    <>
      <ul className={styles.apps}>
        {use.apps.map(({ app, days, lastActivityDate }) => {
          const weeks = weeksOf(days, until)
          const last = format.date(lastActivityDate)
          const known = t('userPage.use.days', { count: days.length })
          return (
            <li key={app} className={styles.app}>
              <span>{appTitle(app)}</span>
              <svg width={weeks.length * step} height={box} aria-hidden focusable={false}>
                {weeks.map(({ week, days: count }) => (
                  <rect
                    key={week}
                    className={count > 0 ? styles.used : styles.unseen}
                    x={week * step}
                    width={box}
                    height={box}
                    rx={1}
                  />
                ))}
              </svg>
              <span className={styles.last} title={known}>
                {last}
                {!isNarrow && days.length > 1 && ` · ${known}`}
              </span>
            </li>
          )
        })}
      </ul>
      <span className={styles.note}>
        {t('userPage.use.about', { date: format.date(until) })}
        {oneDay.length > 1 && ` ${t('userPage.use.oneDay', { apps: oneDay.join(', ') })}`}
      </span>
    </>
  )
}
