import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Cell, type ReportPage, smallGroups } from '../../../electron/contract/reports.ts'
import { useQueries } from '../../queries.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { BarList } from '../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../ui/charts/chart-frame.tsx'
import type { BarPart } from '../../ui/charts/stacked-bar.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { moneyText } from '../savings/money.ts'
import { ofValue, type Split } from './splits.ts'

/** More bars than these are a table. */
const maxBars = 5

const useStyles = makeStyles({
  bars: { flexShrink: 0, '@media (max-height: 640px)': { display: 'none' } },
  choice: {
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
    display: 'flex',
    columnGap: tokens.spacingHorizontalXXS,
    '@media print': { display: 'none' },
  },
})

type Measure = 'seats' | 'cost'

/** Seats or money of one value: altogether, and the active and inactive part where that is known. */
type Group = {
  value: string | null
  whole: number
  active: number | null
  inactive: number | null
  currency: string | null
}

const columnsOf = {
  seats: { whole: 'seats', inactive: 'inactive_seats_30d' },
  cost: { whole: 'cost_year', inactive: 'inactive_cost_year' },
} as const

function groupsOf(page: ReportPage, { column }: Split, measure: Measure): Group[] {
  const index = (key: string) => page.columns.findIndex(one => one.key === key)
  const numberOf = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : null)
  const names = columnsOf[measure]
  return page.rows.flatMap(row => {
    const value = row[index(column)] ?? null
    const whole = numberOf(row[index(names.whole)])
    const inactive = numberOf(row[index(names.inactive)])
    const activeSeats = numberOf(row[index('active_seats_30d')])
    // What a cost of several currencies would be is not known.
    if (whole === null) return []
    return [
      {
        value: value === null ? null : String(value),
        whole,
        inactive,
        active: measure === 'seats' ? activeSeats : inactive === null ? null : whole - inactive,
        currency: String(row[index('currency')] ?? '') || null,
      },
    ]
  })
}

type Props = { connector: string; by: Split; navigate: Navigate }

/** The groups with the most seats, or with the highest cost, and the part of it that nobody uses. */
export function SplitBars({ connector, by, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const [wanted, setWanted] = useState<Measure>('seats')
  const queries = useQueries()
  const sorted = (measure: Measure) =>
    queries.page({
      connector,
      report: by.report,
      sort: { column: columnsOf[measure].whole, direction: 'desc' },
      limit: maxBars,
    })
  const ofSeats = useQuery(sorted('seats'))
  const ofCost = useQuery(sorted('cost'))
  const priced = ofCost.data === undefined ? [] : groupsOf(ofCost.data, by, 'cost')
  // Bars of different currencies cannot be compared.
  const hasCost = priced.length > 0 && new Set(priced.map(({ currency }) => currency)).size === 1
  const measure = hasCost ? wanted : 'seats'
  const page = measure === 'cost' ? ofCost.data : ofSeats.data
  // The table below says what went wrong.
  if (page === undefined || page.rows.length === 0) return null
  const groups = groupsOf(page, by, measure)
  return (
    <div className={styles.bars}>
      <Bars
        by={by}
        measure={measure}
        groups={groups}
        total={page.total}
        navigate={navigate}
        controls={
          hasCost && (
            <fieldset className={styles.choice} aria-label={t('departments.measure')}>
              {(['seats', 'cost'] as const).map(one => (
                <ToggleButton
                  key={one}
                  size="small"
                  appearance="subtle"
                  checked={one === measure}
                  onClick={() => setWanted(one)}
                >
                  {t(`departments.measures.${one}`)}
                </ToggleButton>
              ))}
            </fieldset>
          )
        }
      />
    </div>
  )
}

type BarsProps = {
  by: Split
  measure: Measure
  groups: readonly Group[]
  total: number
  navigate: Navigate
  controls: ReactNode
}

function Bars({ by, measure, groups, total, navigate, controls }: BarsProps) {
  const { t } = useTranslation()
  const words = useWords(by, measure)
  const seatRows = (group: Group) =>
    routeBehind({
      report: 'seats',
      filters: [ofValue(by, group.value), { column: 'kind', operator: '=', value: 'paid' }],
      parameters: {},
    })
  return (
    <ChartFrame
      title={words.title}
      controls={controls}
      note={
        total > groups.length
          ? t(measure === 'cost' ? 'departments.largestCost' : 'departments.largest', {
              shown: groups.length,
              count: total,
            })
          : undefined
      }
      table={{
        columns: [t(`departments.by.${by.tab}`), ...words.columns],
        rows: groups.map(group => ({
          key: group.value ?? '',
          cells: [
            words.name(group),
            words.amount(group, group.whole),
            group.inactive === null ? null : words.amount(group, group.inactive),
          ],
        })),
      }}
    >
      <BarList
        of={Math.max(1, ...groups.map(({ whole }) => whole))}
        rows={groups.map(group => ({
          key: group.value ?? '',
          title: words.name(group),
          name:
            group.value === smallGroups ? (
              smallGroups
            ) : (
              <RouteLink route={seatRows(group)} navigate={navigate}>
                {words.name(group)}
              </RouteLink>
            ),
          parts: partsOf(group),
          text: words.text(group),
        }))}
      />
    </ChartFrame>
  )
}

function partsOf({ whole, active, inactive }: Group): BarPart[] {
  if (active === null || inactive === null) return [{ key: 'held', tone: 'unknown', value: whole }]
  return [
    { key: 'active', tone: 'active', value: active },
    { key: 'inactive', tone: 'inactive', value: inactive },
    { key: 'rest', tone: 'unknown', value: whole - active - inactive },
  ]
}

function useWords(by: Split, measure: Measure) {
  const { t } = useTranslation()
  const format = useFormat()
  const amount = ({ currency }: Group, value: number) =>
    measure === 'cost' && currency !== null ? moneyText([{ currency, amount: value }]) : format.integer(value)
  const text = (group: Group) => {
    const { whole, inactive } = group
    if (measure === 'cost') {
      return inactive === null
        ? amount(group, whole)
        : t('departments.inactiveCostOf', { inactive: amount(group, inactive), cost: amount(group, whole) })
    }
    return inactive === null
      ? t('departments.seats', { value: format.integer(whole), count: whole })
      : t('departments.inactiveOf', { inactive: format.integer(inactive), seats: format.integer(whole) })
  }
  return {
    amount,
    text,
    name: ({ value }: Group) => value ?? t(`departments.none.${by.tab}`),
    title: t(measure === 'cost' ? `departments.costBars.${by.tab}` : `departments.bars.${by.tab}`),
    columns:
      measure === 'cost'
        ? [t('departments.costColumn'), t('departments.inactiveCostColumn')]
        : [t('departments.seatsColumn'), t('departments.inactiveColumn')],
  }
}
