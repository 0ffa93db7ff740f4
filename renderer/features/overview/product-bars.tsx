import { useTranslation } from 'react-i18next'
import type { Overview, ProductSeats } from '../../../electron/contract/insight/overview.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { BarList } from '../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../ui/charts/chart-frame.tsx'
import type { BarPart } from '../../ui/charts/stacked-bar.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'

function partsOf({ bought, assigned, over }: ProductSeats): BarPart[] {
  const within = Math.min(assigned.value, Math.max(bought, 0))
  return [
    { key: 'assigned', tone: 'active', value: within },
    { key: 'unassigned', tone: 'empty', value: Math.max(0, bought - within) },
    { key: 'over', tone: 'over', value: over },
  ]
}

type Props = { overview: Overview; navigate: Navigate }

/** Of each product what is assigned of what was bought. */
export function ProductBars({ overview: { products, productCount }, navigate }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (products.length === 0) return null
  const longest = Math.max(...products.map(({ bought, assigned }) => Math.max(bought, assigned.value)))
  const text = ({ bought, assigned }: ProductSeats) =>
    t('overview.assignedOf', { assigned: format.integer(assigned.value), bought: format.integer(bought) })
  return (
    <ChartFrame
      title={t('overview.products')}
      note={
        productCount > products.length
          ? t('overview.largestProducts', { shown: products.length, count: productCount })
          : undefined
      }
      table={{
        columns: [
          t('overview.product'),
          t('overview.assignedColumn'),
          t('overview.boughtColumn'),
          t('overview.overColumn'),
        ],
        rows: products.map(({ skuId, name, assigned, bought, over }) => ({
          key: skuId,
          cells: [name, format.integer(assigned.value), format.integer(bought), format.integer(over)],
        })),
      }}
    >
      <BarList
        of={longest}
        rows={products.map(product => ({
          key: product.skuId,
          title: product.name,
          name: (
            <RouteLink route={routeBehind(product.assigned.behind)} navigate={navigate}>
              {product.name}
            </RouteLink>
          ),
          parts: partsOf(product),
          text:
            product.over > 0
              ? `${text(product)} · ${t('overview.over', { value: format.integer(product.over) })}`
              : text(product),
        }))}
      />
    </ChartFrame>
  )
}
