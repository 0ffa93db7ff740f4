import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ProductChange } from '../../../electron/contract/pages/changes.ts'
import { formatRoute, itemRoute } from '../../routing/route.ts'
import { useTones } from '../../ui/charts/tones.ts'
import { useFormat } from '../../ui/format-context.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'fit-content(55%) minmax(80px, 1fr) max-content',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    alignItems: 'center',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'contents' },
  bars: { display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: '2px', height: '12px' },
  side: { display: 'flex', height: '100%' },
  lostSide: { justifyContent: 'flex-end' },
  bar: { height: '100%', minWidth: '2px' },
  numbers: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  bought: {
    gridColumn: '2 / -1',
    textAlign: 'right',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  none: { color: tokens.colorNeutralForeground3 },
})

/**
 * Per product, how many users lost it (to the left) and gained it (to the right), and how its seats changed.
 */
export function ProductChanges({ products }: { products: readonly ProductChange[] }) {
  const styles = useStyles()
  const tones = useTones()
  const { t } = useTranslation()
  const format = useFormat()
  if (products.length === 0) return <span className={styles.none}>{t('changesScreen.noProducts')}</span>
  const max = Math.max(1, ...products.flatMap(({ gained, lost }) => [gained, lost]))
  const width = (count: number) => ({ width: `${(count / max) * 100}%` })
  return (
    <ul className={styles.list}>
      {products.map(product => (
        <li key={product.skuId} className={styles.item}>
          <Link href={formatRoute(itemRoute('licenses', product.skuId))}>{product.productName}</Link>
          <div className={styles.bars} aria-hidden>
            <div className={mergeClasses(styles.side, styles.lostSide)}>
              {product.lost > 0 && (
                <div className={mergeClasses(styles.bar, tones.inactive)} style={width(product.lost)} />
              )}
            </div>
            <div className={styles.side}>
              {product.gained > 0 && (
                <div className={mergeClasses(styles.bar, tones.active)} style={width(product.gained)} />
              )}
            </div>
          </div>
          <div className={styles.numbers}>
            {t('changesScreen.productNumbers', {
              gained: format.signed(product.gained),
              lost: format.signed(-product.lost),
            })}
          </div>
          <Bought product={product} />
        </li>
      ))}
    </ul>
  )
}

function Bought({ product: { boughtBefore, boughtAfter } }: { product: ProductChange }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (boughtAfter === null || boughtBefore === boughtAfter) return null
  const before = boughtBefore === null ? '–' : format.integer(boughtBefore)
  return (
    <div className={styles.bought}>
      {t('changesScreen.boughtChange', { before, after: format.integer(boughtAfter) })}
    </div>
  )
}
