import { makeStyles } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { smallGroups } from '../../../electron/contract/reports.ts'
import { plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import type { DrawCell } from '../../ui/table/body/seen-columns.ts'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { RouteLink } from '../insight/route-link.tsx'
import { ofValue, type Split } from './splits.ts'

type Filter = Route['filters'][number]
const licensed: Filter = { column: 'license_count', operator: '>', value: 0 }
const unlicensed: Filter = { column: 'license_count', operator: '=', value: 0 }
const activity = (value: number): Filter => ({ column: 'active_30d', operator: '=', value })

/** Which users each number counts. */
const counted: Readonly<Record<string, readonly Filter[]>> = {
  people: [],
  licensed_people: [licensed],
  unlicensed_people: [unlicensed],
  active_people_30d: [licensed, activity(1)],
  inactive_people_30d: [licensed, activity(0)],
}

const useStyles = makeStyles({
  name: { overflow: 'hidden', textOverflow: 'ellipsis', textAlign: 'left', display: 'block' },
  number: { display: 'block', textAlign: 'right' },
})

type Props = { connector: string; by: Split; route: Route; navigate: Navigate }

/** All groups. Each number of users leads to them, and so does the name. */
export function SplitTable({ connector, by, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const columns = useMemo(
    () => [
      by.column,
      'licensed_people',
      'active_share',
      'inactive_people_30d',
      'unlicensed_people',
      'seats',
      'inactive_seats_30d',
      'cost_year',
      'cost_per_head',
    ],
    [by],
  )
  const cells = useMemo(() => {
    const usersOf = (row: TableRow, filters: readonly Filter[]): Route => {
      const value = row.values[by.column] ?? null
      return {
        ...plainRoute('users'),
        filters: [ofValue(by, value === null ? null : String(value)), ...filters],
      }
    }
    const isSmall = (row: TableRow) => row.values[by.column] === smallGroups
    const name: DrawCell = row =>
      isSmall(row) ? (
        smallGroups
      ) : (
        <RouteLink className={styles.name} route={usersOf(row, [])} navigate={navigate}>
          {String(row.values[by.column] ?? t(`departments.none.${by.tab}`))}
        </RouteLink>
      )
    const numbers = Object.entries(counted).map(([key, filters]): [string, DrawCell] => [
      key,
      row => {
        const value = row.values[key] ?? null
        if (typeof value !== 'number') return null
        return isSmall(row) ? (
          <span className={styles.number}>{format.integer(value)}</span>
        ) : (
          <RouteLink className={styles.number} route={usersOf(row, filters)} navigate={navigate}>
            {format.integer(value)}
          </RouteLink>
        )
      },
    ])
    return { [by.column]: name, ...Object.fromEntries(numbers) }
  }, [by, navigate, format, t, styles])
  const blanks = useMemo(() => ({ [by.column]: t(`departments.none.${by.tab}`) }), [by, t])
  return (
    <ReportTable
      connector={connector}
      report={by.report}
      view={route}
      onView={(changes, options) => navigate({ ...route, ...changes }, options)}
      columns={columns}
      cells={cells}
      blanks={blanks}
      onOpenPage={row => {
        const value = row.values[by.column] ?? null
        if (value !== smallGroups)
          navigate({ ...plainRoute('users'), filters: [ofValue(by, value === null ? null : String(value))] })
      }}
    />
  )
}
