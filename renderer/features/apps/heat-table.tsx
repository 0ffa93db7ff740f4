import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppsUse, AppUse } from '../../../electron/contract/insight/apps.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import type { DrawCell } from '../../ui/table/body/seen-columns.ts'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { AppDays } from './app-days.tsx'
import { blankReason, daysAgo, namedApps } from './heat.ts'
import { GapCell, HeatCell } from './heat-cell.tsx'

const columnOf = (app: string) => `${app}_last_activity_date`
const subtitles = { display_name: 'user_principal_name' } as const

type Props = { connector: string; use: AppsUse | null; route: Route; navigate: Navigate }

/** Every user and every app: how long ago each was used last. */
export function HeatTable({ connector, use, route, navigate }: Props) {
  const { t } = useTranslation()
  const apps = useMemo(() => use?.apps ?? [], [use])
  const asked = apps.find(({ title }) => isAskedFor(title, route))?.app ?? null
  const unmeasured = useMemo(() => use?.unmeasured ?? [], [use])
  const columns = useMemo(
    () => [
      'display_name',
      ...inOrder(apps, asked).map(columnOf),
      ...unmeasured.map(({ app }) => columnOf(app)),
    ],
    [apps, asked, unmeasured],
  )
  const cells = useMemo(
    () =>
      Object.fromEntries([
        ...apps.map((use): [string, DrawCell] => [columnOf(use.app), row => cellOf(use, row)]),
        ...unmeasured.map(({ app, gap }): [string, DrawCell] => [columnOf(app), () => <GapCell gap={gap} />]),
      ]),
    [apps, unmeasured],
  )
  const quickFilters = useMemo(
    () => [
      {
        label: t('apps.licensedNever'),
        filters: [{ column: 'never_used', operator: 'present' as const, value: null }],
      },
      {
        label: t('apps.webAndMobile'),
        filters: [{ column: 'platforms', operator: 'in' as const, value: [...withoutDesktop] }],
      },
    ],
    [t],
  )
  return (
    <>
      <AppDays apps={apps} />
      <ReportTable
        key={asked}
        connector={connector}
        report="app-activity"
        view={route}
        onView={(changes, options) => navigate({ ...route, ...changes }, options)}
        columns={columns}
        subtitles={subtitles}
        cells={cells}
        quickFilters={quickFilters}
        owns={ownedKeys}
        memory="apps-heat"
      />
    </>
  )
}

/** Whether a filter names the app, as that of every number does which leads here. */
function isAskedFor(title: string, { filters }: Route): boolean {
  return filters.some(({ value }) => value === `${title};`)
}

/** The app that is asked for, then those with a day of their own; a narrow window shows the first of them. */
function inOrder(apps: AppsUse['apps'], asked: string | null): string[] {
  const place = ({ app, sharesDay }: AppUse) => (app === asked ? 0 : sharesDay ? 2 : 1)
  return apps.toSorted((one, other) => place(one) - place(other)).map(({ app }) => app)
}

function cellOf(use: AppUse, row: TableRow): ReactNode {
  const day = textOf(row, columnOf(use.app))
  const names = (column: string) => namedApps(textOf(row, column)).has(use.title)
  const isUsed = (days: number) => names(`used_${days}d`)
  return (
    <HeatCell
      ago={day === null ? null : daysAgo(use, day, { isCounted: names('has_app'), isUsed })}
      blank={blankReason(use.title, column => textOf(row, column))}
    />
  )
}

/** What the column of platforms says of users who have no app on Windows or a Mac. */
const withoutDesktop = ['Mobile', 'Web', 'Mobile + Web']

const ownedKeys = ['days'] as const

function textOf(row: TableRow, key: string): string | null {
  const value = row.values[key] ?? null
  return value === null ? null : String(value)
}
