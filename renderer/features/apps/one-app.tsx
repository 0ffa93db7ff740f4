import { makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ofDepartment, whoElseUsed, whoLost, whoUsed } from '../../../electron/contract/insight/app-rows.ts'
import type { AppUse, OneAppUse } from '../../../electron/contract/insight/apps.ts'
import { useQueries } from '../../queries.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { BarList } from '../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../ui/charts/chart-frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { weeklyAverage } from '../../ui/charts/series.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { type AppWindow, isAtMost } from './app-use.ts'
import { Platforms } from './platforms.tsx'
import { usersRoute } from './users-route.ts'

const useStyles = makeStyles({
  app: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL, minWidth: 0 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Beyond a month the weekends make a comb of the line. */
const maxDailyDays = 30
/** As many as are compared at a glance; the table has all of them. */
const maxDepartments = 10

const kindsOfOthers = ['withoutPlan', 'guests', 'disabled', 'unmatched'] as const

type Props = {
  use: AppUse
  days: AppWindow
  /** Since when a use would have been seen; null where that is not known. */
  watchedSince: string | null
  connector: string
  navigate: Navigate
}

/** The chosen app: over time, by platform, by department. */
export function OneApp({ use, days, watchedSince, connector, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const one = useQuery(useQueries().oneApp(connector, use.app, days))
  const daily = useQuery(useQueries().daily(connector, days))
  const points = daily.data?.lines.find(({ app }) => app === use.app)?.days ?? []
  const isSmooth = days > maxDailyDays
  return (
    <div className={styles.app}>
      {daily.isError && <ErrorPanel error={daily.error} onRetry={() => void daily.refetch()} />}
      {points.length > 0 && (
        <LineChart
          title={t('apps.perDay', { app: use.title })}
          series={[{ key: use.app, title: use.title, points: isSmooth ? weeklyAverage(points) : points }]}
          completeUntil={daily.data?.completeUntil ?? null}
          note={t(isSmooth ? 'overview.dailySmooth' : 'overview.dailyNote')}
        />
      )}
      <ul className={styles.facts}>
        <li>
          <RouteLink route={routeBehind(use.neverUsed.behind)} navigate={navigate}>
            {t('apps.never', { count: use.neverUsed.value, value: format.integer(use.neverUsed.value) })}
          </RouteLink>
          {watchedSince !== null && use.neverUsed.value > 0 && (
            <div className={styles.quiet}>{t('apps.watchedSince', { date: format.date(watchedSince) })}</div>
          )}
        </li>
        {use.othersAre === null && use.others > 0 && (
          <li>{t('apps.others', { value: format.integer(use.others), count: use.others })}</li>
        )}
        {kindsOfOthers.map(kind => {
          const count = use.othersAre?.[kind] ?? 0
          if (count === 0) return null
          const words = t(`apps.othersAre.${kind}`, { count, value: format.integer(count) })
          return (
            <li key={kind}>
              {kind === 'unmatched' ? (
                words
              ) : (
                <RouteLink route={usersRoute(whoElseUsed(use.title, kind))} navigate={navigate}>
                  {words}
                </RouteLink>
              )}
            </li>
          )
        })}
      </ul>
      {one.isError && <ErrorPanel error={one.error} onRetry={() => void one.refetch()} />}
      {one.data !== undefined && <Platforms use={one.data} title={use.title} />}
      {one.data !== undefined && <ByDepartment one={one.data} use={use} days={days} navigate={navigate} />}
    </div>
  )
}

type ByDepartmentProps = { one: OneAppUse; use: AppUse; days: AppWindow; navigate: Navigate }

function ByDepartment({ one: { departments }, use, days, navigate }: ByDepartmentProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (departments.length === 0) return null
  const name = (department: string | null) => department ?? t('departments.none.department')
  const isMost = isAtMost(use, days)
  const text = (active: number, base: number) =>
    t(isMost ? 'apps.atMostOf' : 'apps.activeOf', {
      active: format.integer(active),
      base: format.integer(base),
    })
  const shown = departments.slice(0, maxDepartments)
  return (
    <ChartFrame
      title={t('apps.byDepartment', { app: use.title, count: days })}
      note={
        departments.length > shown.length
          ? t(shown[0]?.lost == null ? 'apps.departmentsNoteLongest' : 'apps.departmentsNote', {
              shown: shown.length,
              count: departments.length,
            })
          : undefined
      }
      table={{
        columns: [
          t('departments.by.department'),
          t('apps.activeColumn'),
          t('apps.baseColumn'),
          t('apps.lostColumn'),
          t('apps.neverColumn'),
        ],
        rows: departments.map(({ department, active, base, lost, neverUsed }) => ({
          key: department ?? '',
          cells: [
            name(department),
            t(isMost ? 'apps.atMostNumber' : 'apps.number', { value: format.integer(active) }),
            format.integer(base),
            lost === null ? null : format.integer(lost),
            format.integer(neverUsed),
          ],
        })),
      }}
    >
      <BarList
        of={Math.max(...shown.map(({ base }) => base))}
        rows={shown.map(({ department, active, base, lost }) => ({
          key: department ?? '',
          title: name(department),
          name: name(department),
          parts: [
            { key: 'active', tone: 'active', value: active },
            { key: 'others', tone: 'empty', value: base - active },
          ],
          text: (
            <>
              <RouteLink
                route={usersRoute([ofDepartment(department), ...whoUsed(use.title, days)])}
                navigate={navigate}
              >
                {text(active, base)}
              </RouteLink>
              {lost !== null && lost > 0 && (
                <>
                  {', '}
                  <RouteLink
                    route={usersRoute([ofDepartment(department), ...whoLost(use.title, days)])}
                    navigate={navigate}
                  >
                    {t('apps.lostNumber', { value: format.integer(lost) })}
                  </RouteLink>
                </>
              )}
            </>
          ),
        }))}
      />
    </ChartFrame>
  )
}
