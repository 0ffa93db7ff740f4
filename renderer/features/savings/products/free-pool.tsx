import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { TrustLine } from '../../../../electron/contract/savings/answers.ts'
import { plainRoute } from '../../../routing/route.ts'
import type { Navigate } from '../../../routing/use-route.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { RouteLink } from '../../insight/route-link.tsx'

const useStyles = makeStyles({
  // A group without the look of one: the question and its two answers on one line.
  question: {
    border: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
  },
  link: { fontSize: tokens.fontSizeBase200 },
})

type Props = { connector: string; line: TrustLine; navigate: Navigate }

/** Asks once whether a product with very many unused seats is free; a price of 0 says so. */
export function FreePool({ connector, line: { skuId, productName }, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const deny = useSavingsChange('savings.notFree', connector)
  return (
    <fieldset className={styles.question} aria-label={t('balance.freePoolOf', { product: productName })}>
      <span>{t('balance.looksFree')}</span>
      <RouteLink
        className={styles.link}
        route={{ ...plainRoute('savings'), tab: 'prices' }}
        navigate={navigate}
      >
        {t('balance.enterPrice')}
      </RouteLink>
      <Link
        as="button"
        className={styles.link}
        disabled={deny.isPending}
        onClick={() => deny.mutate({ connector, skuId })}
      >
        {t('balance.notFree')}
      </Link>
    </fieldset>
  )
}
