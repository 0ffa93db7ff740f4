import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ProductPage, ProductSeats } from '../../../electron/contract/pages/product.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { Part } from '../../ui/item/part.tsx'
import { useDemandWords } from '../savings/products/demand-text.tsx'
import { JoinersField } from '../savings/products/entered-seats.tsx'

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  text: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  joiners: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  asked: { margin: 0, color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
})

type Props = { connector: string; product: ProductPage; seats: ProductSeats }

/** Whether a new colleague can get a seat without buying one, in the figures of the savings. */
export function SeatsForOthers({ connector, product: { skuId, productName }, seats }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const wordsOf = useDemandWords()
  const { reassignable, kept, freeAfter, demand } = seats
  const given = [
    t('demand.reassignable', { count: reassignable, seats: format.integer(reassignable) }),
    ...(kept === 0 ? [] : [t('demand.kept', { count: kept, seats: format.integer(kept) })]),
    t('demand.freeAfter', { count: freeAfter, seats: format.integer(freeAfter) }),
  ]
  return (
    <Part title={t('demand.forOthers')}>
      <div className={styles.lines}>
        <p className={styles.text}>{given.join(' ')}</p>
        <p className={styles.asked}>{wordsOf(seats) ?? t('demand.none')}</p>
        <div className={styles.joiners}>
          <span aria-hidden>{t('balance.joiners')}</span>
          <JoinersField connector={connector} line={{ skuId, productName, demand }} />
        </div>
      </div>
    </Part>
  )
}
