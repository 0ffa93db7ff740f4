import { Switch } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cell } from '../../../electron/contract/reports.ts'
import { useQueries } from '../../queries.ts'
import { itemRoute } from '../../routing/route.ts'
import type { DrawCell } from '../../ui/table/body/seen-columns.ts'
import { pageRequest, rowRequest } from '../../ui/table/rows/report-rows.ts'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { ReportScreen, type ReportScreenProps } from '../reports/report-screen.tsx'
import { SmallMarks } from './marks.tsx'
import { ProductScreen } from './product-screen.tsx'
import { seatParts } from './seat-parts.ts'
import { UseBar, UseLegend } from './use-bar.tsx'

const seatColumns = [
  'product_name',
  'active_share',
  'bought_units',
  'consumed_units',
  'unassigned_units',
  'active_users_30d',
] as const
const plainColumns = [...seatColumns, 'next_renewal_date'] as const
const pricedColumns = [
  ...seatColumns,
  'unit_price',
  'cost_year',
  'unused_cost_year',
  'next_renewal_date',
] as const

const numberOf = (value: Cell | undefined) => (typeof value === 'number' ? value : null)
const textOf = (value: Cell | undefined) => (typeof value === 'string' ? value : null)

const cells: Readonly<Record<string, DrawCell>> = {
  active_share: ({ values }) => (
    <UseBar
      parts={seatParts({
        bought: numberOf(values['bought_units']),
        consumed: numberOf(values['consumed_units']),
        active: numberOf(values['active_users_30d']),
        inactive: numberOf(values['inactive_users_30d']),
      })}
    />
  ),
}

const marks: Readonly<Record<string, DrawCell>> = {
  product_name: ({ values }) => (
    <SmallMarks
      kind={textOf(values['kind']) ?? 'paid'}
      status={textOf(values['capability_status'])}
      warning={numberOf(values['warning_units'])}
      suspended={numberOf(values['suspended_units'])}
      available={numberOf(values['available_units'])}
      trialUntil={textOf(values['trial_until'])}
      needed={numberOf(values['needed_units'])}
      reassignable={numberOf(values['reassignable_units'])}
    />
  ),
}

const drawnWidths = { active_share: 88 } as const

const withoutFree = { filters: [{ column: 'free_of_charge', operator: '=', value: 0 }] } as const
const everything = {}
const owned = ['free'] as const

/**
 * Every product of the tenant with its seats, and a page for each; the page where the address names a
 * product.
 */
export function LicensesScreen(props: ReportScreenProps) {
  const { item } = props.route
  return item === null ? <LicenseTable {...props} /> : <ProductScreen {...props} key={item} product={item} />
}

function LicenseTable(props: ReportScreenProps) {
  const { route, navigate, status } = props
  const { t } = useTranslation()
  const priced = useQuery(
    useQueries().page({
      connector: status.connector.id,
      report: 'licenses',
      filters: [{ column: 'unit_price', operator: 'present', value: null }],
      limit: 1,
    }),
  )
  useFirstRows(props)
  const isPriced = (priced.data?.filtered ?? 0) > 0
  const showsFree = showsFreeProducts(route)
  const toolbar = useMemo(
    () => (
      <Switch
        checked={showsFree}
        label={t('licensesScreen.free')}
        onChange={(_event, { checked }) => {
          const { free: _free, ...text } = route.text
          navigate({ ...route, text: checked ? { ...text, free: 'shown' } : text })
        }}
      />
    ),
    [showsFree, route, navigate, t],
  )
  return (
    <ReportScreen
      {...props}
      report="licenses"
      isWaiting={priced.isLoading}
      title={t('screens.licenses')}
      aside={<UseLegend />}
      columns={isPriced ? pricedColumns : plainColumns}
      cells={cells}
      marks={marks}
      drawnWidths={drawnWidths}
      given={showsFree ? everything : withoutFree}
      owns={owned}
      toolbar={toolbar}
      onOpenPage={row => navigate(itemRoute('licenses', skuIdOf(row)))}
    />
  )
}

/** A link to products of one kind leads to all of them, free ones as well. */
const showsFreeProducts = ({ text, filters }: ReportScreenProps['route']): boolean =>
  text['free'] === 'shown' || filters.some(({ column }) => column === 'kind' || column === 'free_of_charge')

/** Asks for the rows of the table together with the question which columns it has, not after it. */
function useFirstRows({ status, route }: ReportScreenProps): void {
  const queries = useQueries()
  const report = useQuery(queries.reports()).data?.find(({ name }) => name === 'licenses')
  const given = showsFreeProducts(route) ? everything : withoutFree
  const client = useQueryClient()
  useEffect(() => {
    if (report === undefined || status.lastRun === null) return
    void client.prefetchQuery(
      queries.page(pageRequest(rowRequest(status.connector.id, report, route, given), 0)),
    )
  }, [client, queries, report, status, route, given])
}

const skuIdOf = ({ values }: TableRow) => String(values['sku_id'] ?? '')
