import { Spinner } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useQueries } from '../../queries.ts'
import { productTabs } from '../../routing/paths.ts'
import { itemRoute, plainRoute } from '../../routing/route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ItemPage } from '../../ui/item/item-page.tsx'
import { useDelayed } from '../../ui/loading.tsx'
import type { ReportScreenProps } from '../reports/report-screen.tsx'
import { ProductPlans } from './product-plans.tsx'
import { ProductSummary } from './product-summary.tsx'
import { ProductTable } from './product-table.tsx'
import { ProductWays } from './product-ways.tsx'

/** The page of one product: its numbers over time, who has it, what it is made of, and what changed. */
export function ProductScreen(props: ReportScreenProps & { product: string }) {
  const { status, route, navigate, product: wanted } = props
  const { t } = useTranslation()
  const connector = status.connector.id
  const product = useQuery(useQueries().product(connector, wanted))
  const isLate = useDelayed(product.isPending)
  const tab = productTabs.find(name => name === route.tab) ?? 'summary'
  const { data } = product
  return (
    <ItemPage
      title={data?.productName ?? t('productPage.title')}
      under={data?.partNumber}
      back={{ label: t('screens.licenses'), onBack: () => navigate(plainRoute('licenses')) }}
      tabs={{
        all: productTabs.map(name => ({ name, label: t(`productPage.tab.${name}`) })),
        chosen: tab,
        onChoose: name => navigate(itemRoute('licenses', wanted, name === 'summary' ? null : name)),
      }}
      scrolls={tab === 'summary' || tab === 'plans' || tab === 'groups'}
    >
      {product.isError && <ErrorPanel error={product.error} onRetry={() => void product.refetch()} />}
      {isLate && <Spinner label={t('common.loading')} />}
      {data !== undefined && tab === 'summary' && <ProductSummary connector={connector} product={data} />}
      {data !== undefined && tab === 'plans' && <ProductPlans product={data} />}
      {data !== undefined && tab === 'groups' && <ProductWays product={data} />}
      {data !== undefined && (tab === 'users' || tab === 'subscriptions' || tab === 'changes') && (
        <ProductTable {...props} product={data} tab={tab} />
      )}
    </ItemPage>
  )
}
