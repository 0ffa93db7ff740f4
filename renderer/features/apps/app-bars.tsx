import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { whoUsed } from '../../../electron/contract/insight/app-rows.ts'
import type { AppsUse, AppUse } from '../../../electron/contract/insight/apps.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { BarList } from '../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../ui/charts/chart-frame.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { type AppWindow, activeWithin, adoption, isAtMost } from './app-use.ts'
import { usersRoute } from './users-route.ts'

const useStyles = makeStyles({
  chosen: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type Format = ReturnType<typeof useFormat>

/** An arrow with the change of the mean; alone where nobody was before, none for less than a percent. */
function trendWords({ now, before }: NonNullable<AppUse['trend']>, format: Format): string {
  const arrow = now > before ? '▲' : '▼'
  if (before === 0) return now === 0 ? '=' : arrow
  const change = format.share(Math.abs(now / before - 1))
  return change === format.share(0) ? '=' : `${arrow} ${change}`
}

/** Whether more or fewer users a day than four weeks before; nothing where days are missing. */
function Trend({ trend }: Pick<AppUse, 'trend'>) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (trend === null) return null
  const about = t('apps.trendAbout', {
    now: format.integer(Math.round(trend.now)),
    before: format.integer(Math.round(trend.before)),
  })
  return (
    <span className={styles.quiet} title={about}>
      {trendWords(trend, format)}
    </span>
  )
}

type Props = {
  use: AppsUse
  days: AppWindow
  chosen: string
  onChoose: (app: string) => void
  navigate: Navigate
}

/** Of each app how many of those who have it use it. */
export function AppBars({ use: { apps, activityAsOf }, days, chosen, onChoose, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const text = (use: AppUse) =>
    use.base === 0
      ? t('apps.noPlan', { value: format.integer(use.others) })
      : t(isAtMost(use, days) ? 'apps.atMostOf' : 'apps.activeOf', {
          active: format.integer(activeWithin(use, days)),
          base: format.integer(use.base),
        })
  const percent = (use: AppUse) => {
    const share = adoption(use, days)
    return share === null ? null : format.share(share)
  }
  const hasAtMost = apps.some(use => isAtMost(use, days))
  return (
    <ChartFrame
      title={t('apps.bars', { count: days })}
      note={[t('apps.base'), ...(hasAtMost ? [t('apps.atMostNote', { count: days })] : [])].join(' ')}
      table={{
        columns: [
          t('apps.app'),
          t('apps.activeColumn'),
          t('apps.baseColumn'),
          t('apps.shareColumn'),
          t('apps.neverColumn'),
          t('apps.asOfColumn'),
          t('apps.trendColumn'),
        ],
        rows: apps.map(use => ({
          key: use.app,
          cells: [
            use.title,
            t(isAtMost(use, days) ? 'apps.atMostNumber' : 'apps.number', {
              value: format.integer(activeWithin(use, days)),
            }),
            format.integer(use.base),
            percent(use),
            format.integer(use.neverUsed.value),
            format.date(use.asOf),
            use.trend === null ? null : trendWords(use.trend, format),
          ],
        })),
      }}
    >
      <BarList
        of={Math.max(1, ...apps.map(({ base }) => base))}
        rows={apps.map(use => ({
          key: use.app,
          title: t('apps.baseHover', { app: use.title, base: format.integer(use.base) }),
          name: (
            <>
              <Link
                as="button"
                className={use.app === chosen ? styles.chosen : ''}
                aria-current={use.app === chosen ? 'true' : undefined}
                onClick={() => onChoose(use.app)}
              >
                {use.title}
              </Link>
              {use.asOf !== activityAsOf && (
                <span className={styles.quiet}> {t('apps.upTo', { date: format.date(use.asOf) })}</span>
              )}
            </>
          ),
          parts: [
            { key: 'active', tone: 'active', value: activeWithin(use, days) },
            { key: 'others', tone: 'empty', value: use.base - activeWithin(use, days) },
          ],
          text: (
            <>
              {use.base === 0 ? (
                text(use)
              ) : (
                <RouteLink route={usersRoute(whoUsed(use.title, days))} navigate={navigate}>
                  {text(use)}
                </RouteLink>
              )}{' '}
              <span className={styles.quiet}>{percent(use)}</span> <Trend trend={use.trend} />
            </>
          ),
        }))}
      />
    </ChartFrame>
  )
}
