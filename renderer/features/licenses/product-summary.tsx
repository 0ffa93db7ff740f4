import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { LastUseChart } from '../savings/last-use/last-use-chart.tsx'
import { Marks } from './marks.tsx'
import { SeatHistory } from './seat-history.tsx'
import { seatParts } from './seat-parts.ts'
import { SeatsForOthers } from './seats-for-others.tsx'
import { UseBar, UseLegend } from './use-bar.tsx'

const useStyles = makeStyles({
  summary: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL, maxWidth: '960px' },
  figures: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalM,
    margin: 0,
  },
  figure: { display: 'flex', flexDirection: 'column-reverse' },
  value: { ...typographyStyles.title3, margin: 0, fontVariantNumeric: 'tabular-nums' },
  name: { color: tokens.colorNeutralForeground3 },
  bar: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

/** The numbers of a product, and how they came about. */
export function ProductSummary({ connector, product }: { connector: string; product: ProductPage }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const { enabled, warning, consumed, available, activeUsers, inactiveUsers, nextRenewal, trialUntil } =
    product
  const bought = enabled === null ? null : enabled + (warning ?? 0)
  const parts = seatParts({ bought, consumed, active: activeUsers, inactive: inactiveUsers })
  const shown = (value: number | null) => (value === null ? t('common.unknown') : format.integer(value))
  const figures = [
    { name: t('productPage.bought'), value: shown(bought) },
    { name: t('productPage.assigned'), value: shown(consumed) },
    {
      name: t('productPage.unassigned'),
      value: shown(available === null ? null : Math.max(0, available)),
    },
    { name: t('productPage.active'), value: shown(activeUsers) },
    {
      name: t('productPage.nextRenewal'),
      value: nextRenewal === null ? t('productPage.noDate') : format.date(nextRenewal),
    },
  ]
  return (
    <div className={styles.summary}>
      <div className={styles.bar}>
        <dl className={styles.figures}>
          {figures.map(({ name, value }) => (
            <div key={name} className={styles.figure}>
              <dt className={styles.name}>{name}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
        <Marks {...product} trialUntil={trialUntil} />
        <UseBar parts={parts} isLarge />
        <UseLegend parts={parts} />
      </div>
      {product.seatsForOthers !== null && (
        <SeatsForOthers connector={connector} product={product} seats={product.seatsForOthers} />
      )}
      <LastUseChart connector={connector} skuId={product.skuId} />
      <SeatHistory days={product.history} />
    </div>
  )
}
