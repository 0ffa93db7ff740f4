import { Body1, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { hasAnyApp, ofDepartment, whoLost } from '../../../electron/contract/insight/app-rows.ts'
import type { AppsUse, AppUse } from '../../../electron/contract/insight/apps.ts'
import { type ReportFilter, smallGroups } from '../../../electron/contract/reports.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import type { DrawCell } from '../../ui/table/body/seen-columns.ts'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { RouteLink } from '../insight/route-link.tsx'
import { AdoptionCell } from './adoption-cell.tsx'
import { AppDays } from './app-days.tsx'
import type { AppWindow } from './app-use.ts'
import { usersRoute } from './users-route.ts'

const useStyles = makeStyles({
  about: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  number: { display: 'block', textAlign: 'right' },
})

const ownedKeys = ['days'] as const
const maxWindow = 180
const byUsers = { column: 'users', direction: 'desc' } as const

type Props = { connector: string; use: AppsUse | null; days: AppWindow; route: Route; navigate: Navigate }

/** Every department and every app: how many of those who have it use it, and whom each has lost. */
export function AdoptionTable({ connector, use, days, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const apps = useMemo(() => inOrder(use?.apps ?? []), [use])
  const columns = useMemo(
    () => ['department', days === maxWindow ? 'users' : 'lost', ...apps.map(({ app }) => `${app}_share`)],
    [apps, days],
  )
  const blanks = useMemo(() => ({ department: t('departments.none.department') }), [t])
  const cells = useDepartmentCells(days, apps, navigate)
  const given = useMemo(() => ({ parameters: { days } }), [days])
  const view = useMemo(
    () => (days === maxWindow ? { ...route, sort: route.sort ?? byUsers } : route),
    [days, route],
  )
  return (
    <>
      <Body1 className={styles.about}>
        {days === maxWindow
          ? t('apps.byDepartmentAbout')
          : [
              t('apps.byDepartmentAbout'),
              t('apps.lostAbout', { count: days, longer: longerThan(days) }),
            ].join(' ')}
      </Body1>
      <AppDays apps={apps} />
      <ReportTable
        // Its columns are others where nobody can be called lost.
        key={columns[1]}
        connector={connector}
        report="app-adoption"
        view={view}
        onView={(changes, options) => navigate({ ...route, ...changes }, options)}
        columns={columns}
        cells={cells}
        blanks={blanks}
        given={given}
        owns={ownedKeys}
        memory="apps-departments"
        onOpenPage={row => {
          const department = departmentOf(row)
          if (department !== smallGroups) navigate(usersRoute([ofDepartment(department), hasAnyApp]))
        }}
      />
    </>
  )
}

/** What has a price of its own first, what is counted in another column as well last. */
function inOrder(apps: AppsUse['apps']): AppsUse['apps'] {
  const place = ({ app }: AppUse) => (app === 'copilot' ? 0 : app === 'teams_app' ? 2 : 1)
  return apps.filter(({ base }) => base > 0).toSorted((one, other) => place(one) - place(other))
}

const longerThan = (days: AppWindow) => ({ 7: 30, 30: 90, 90: 180, 180: 180 })[days]

function departmentOf(row: TableRow): string | null {
  const value = row.values['department'] ?? null
  return value === null ? null : String(value)
}

/** The cells that lead to their users. */
function useDepartmentCells(
  days: AppWindow,
  apps: AppsUse['apps'],
  navigate: Navigate,
): Readonly<Record<string, DrawCell>> {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      department: row => departmentOf(row) ?? t('departments.none.department'),
      users: row => <CountedCell row={row} figure="users" filters={[hasAnyApp]} navigate={navigate} />,
      lost: row => <CountedCell row={row} figure="lost" filters={whoLost(null, days)} navigate={navigate} />,
      ...Object.fromEntries(
        apps.map((app): [string, DrawCell] => [
          `${app.app}_share`,
          row => <AdoptionCell row={row} app={app} days={days} navigate={navigate} />,
        ]),
      ),
    }),
    [apps, days, navigate, t],
  )
}

type CountedCellProps = {
  row: TableRow
  figure: 'users' | 'lost'
  filters: readonly ReportFilter[]
  navigate: Navigate
}

/** A number of a department's users that leads to them. */
function CountedCell({ row, figure, filters, navigate }: CountedCellProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const [value, whole] = [row.values[figure], row.values['users']]
  if (typeof value !== 'number' || typeof whole !== 'number') return null
  const department = departmentOf(row)
  const number = format.integer(value)
  return (
    <span
      className={styles.number}
      title={t('apps.ofUsers', { value: number, count: whole, whole: format.integer(whole) })}
    >
      {department === smallGroups ? (
        number
      ) : (
        <RouteLink route={usersRoute([ofDepartment(department), ...filters])} navigate={navigate}>
          {number}
        </RouteLink>
      )}
    </span>
  )
}
