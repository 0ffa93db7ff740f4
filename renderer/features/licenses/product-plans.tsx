import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { appTitle } from '../../../electron/contract/insight/app-title.ts'
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import { useFormat } from '../../ui/format-context.tsx'

const useStyles = makeStyles({
  table: { maxWidth: '1100px' },
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/**
 * What a product is made of, with the use of each plan as far as a report says anything of it. Plans with use
 * come first.
 */
export function ProductPlans({ product }: { product: ProductPage }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const plans = [...product.plans].sort(
    (one, other) =>
      Number(other.app !== null) - Number(one.app !== null) || one.name.localeCompare(other.name),
  )
  return (
    <Table size="small" className={styles.table} aria-label={t('productPage.tab.plans')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('productPage.plan')}</TableHeaderCell>
          <TableHeaderCell>{t('productPage.planUse')}</TableHeaderCell>
          <TableHeaderCell>{t('productPage.switchedOff')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {plans.map(plan => (
          <TableRow key={plan.servicePlanId}>
            <TableCell>
              <div>
                <div>{plan.name}</div>
                {plan.name !== plan.servicePlanName && (
                  <div className={styles.name}>{plan.servicePlanName}</div>
                )}
              </div>
            </TableCell>
            <TableCell>
              {plan.app === null ? (
                <span className={styles.quiet}>{t('productPage.noWitness')}</span>
              ) : (
                t('productPage.planActive', {
                  active: plan.activeUsers === null ? t('common.unknown') : format.integer(plan.activeUsers),
                  all: format.integer(product.assignedUsers),
                  app: appTitle(plan.app),
                })
              )}
            </TableCell>
            <TableCell>{plan.switchedOff === 0 ? '' : format.integer(plan.switchedOff)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
