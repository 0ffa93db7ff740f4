import { makeStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Cell, ReportPage } from '../../../electron/contract/reports.ts'
import { useQueries } from '../../queries.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { BarList } from '../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../ui/charts/chart-frame.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { ofValue, type Split } from './splits.ts'

/** More bars than these are a table. */
const maxBars = 5

const useStyles = makeStyles({ bars: { flexShrink: 0, '@media (max-height: 640px)': { display: 'none' } } })

type Group = { value: string | null; seats: number; active: number | null; inactive: number | null }

function groupsOf(page: ReportPage, { column }: Split): Group[] {
  const index = (key: string) => page.columns.findIndex(one => one.key === key)
  const numberOf = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : null)
  return page.rows.map(row => {
    const value = row[index(column)] ?? null
    return {
      value: value === null ? null : String(value),
      seats: numberOf(row[index('seats')]) ?? 0,
      active: numberOf(row[index('active_seats_30d')]),
      inactive: numberOf(row[index('inactive_seats_30d')]),
    }
  })
}

type Props = { connector: string; by: Split; navigate: Navigate }

/** The groups with the most seats, and how many of these nobody uses. */
export function SplitBars({ connector, by, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const page = useQuery(
    useQueries().page({
      connector,
      report: by.report,
      sort: { column: 'seats', direction: 'desc' },
      limit: maxBars,
    }),
  )
  // The table below says what went wrong.
  if (page.data === undefined || page.data.rows.length === 0) return null
  const groups = groupsOf(page.data, by)
  const name = ({ value }: Group) => value ?? t(`departments.none.${by.tab}`)
  const text = ({ seats, inactive }: Group) =>
    inactive === null
      ? t('departments.seats', { value: format.integer(seats), count: seats })
      : t('departments.inactiveOf', { inactive: format.integer(inactive), seats: format.integer(seats) })
  const seatRows = (group: Group) =>
    routeBehind({
      report: 'seats',
      filters: [ofValue(by, group.value), { column: 'kind', operator: '=', value: 'paid' }],
      parameters: {},
    })
  return (
    <div className={styles.bars}>
      <ChartFrame
        title={t(`departments.bars.${by.tab}`)}
        note={
          page.data.total > groups.length
            ? t('departments.largest', { shown: groups.length, count: page.data.total })
            : undefined
        }
        table={{
          columns: [
            t(`departments.by.${by.tab}`),
            t('departments.seatsColumn'),
            t('departments.inactiveColumn'),
          ],
          rows: groups.map(group => ({
            key: group.value ?? '',
            cells: [
              name(group),
              format.integer(group.seats),
              group.inactive === null ? null : format.integer(group.inactive),
            ],
          })),
        }}
      >
        <BarList
          of={Math.max(1, ...groups.map(({ seats }) => seats))}
          rows={groups.map(group => ({
            key: group.value ?? '',
            title: name(group),
            name: (
              <RouteLink route={seatRows(group)} navigate={navigate}>
                {name(group)}
              </RouteLink>
            ),
            parts:
              group.active === null || group.inactive === null
                ? [{ key: 'held', tone: 'unknown', value: group.seats }]
                : [
                    { key: 'active', tone: 'active', value: group.active },
                    { key: 'inactive', tone: 'inactive', value: group.inactive },
                    { key: 'rest', tone: 'unknown', value: group.seats - group.active - group.inactive },
                  ],
            text: text(group),
          }))}
        />
      </ChartFrame>
    </div>
  )
}
