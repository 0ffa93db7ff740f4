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
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useErrorWord } from '../../ui/item/use-error-word.ts'

const useStyles = makeStyles({
  table: { maxWidth: '960px' },
  group: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  // As wide as an id with its button.
  first: { width: '380px' },
  failed: { width: '32%', overflowWrap: 'anywhere' },
  way: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  about: { color: tokens.colorNeutralForeground3 },
})

/** By which groups users come to a product, and how many have it directly. */
export function ProductWays({ product }: { product: ProductPage }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (product.ways.length === 0) return <span className={styles.about}>{t('productPage.noWays')}</span>
  const failed = product.ways.some(way => way.failed.length > 0)
  return (
    <>
      <span className={styles.about}>{t('productPage.waysAbout')}</span>
      <Table size="small" className={styles.table} aria-label={t('productPage.tab.groups')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.first}>{t('productPage.way')}</TableHeaderCell>
            <TableHeaderCell>{t('productPage.wayUsers')}</TableHeaderCell>
            <TableHeaderCell>{t('productPage.onlyWay')}</TableHeaderCell>
            {failed && (
              <TableHeaderCell className={styles.failed}>{t('productPage.wayFailed')}</TableHeaderCell>
            )}
          </TableRow>
        </TableHeader>
        <TableBody>
          {product.ways.map(way => (
            <TableRow key={way.groupId ?? 'direct'}>
              <TableCell className={styles.first}>
                {way.groupId === null ? (
                  t('productPage.direct')
                ) : (
                  <div className={styles.way}>
                    <span className={styles.group}>{way.groupId}</span>
                    <CopyButton text={way.groupId} label={t('productPage.copyGroup')} />
                  </div>
                )}
              </TableCell>
              <TableCell>{format.integer(way.users)}</TableCell>
              <TableCell>{format.integer(way.onlyWay)}</TableCell>
              {failed && (
                <TableCell className={styles.failed}>
                  <Failed failed={way.failed} />
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  )
}

/** For how many users it failed, and why. */
function Failed({ failed }: Pick<ProductPage['ways'][number], 'failed'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const wordOf = useErrorWord()
  return (
    <div>
      {failed.map(({ error, users, processedAt }) => {
        const given = {
          users: format.integer(users),
          error: wordOf(error),
        }
        return (
          <div key={error}>
            {processedAt === null
              ? t('productPage.wayError', given)
              : t('productPage.wayErrorProcessed', { ...given, date: format.date(processedAt) })}
          </div>
        )
      })}
    </div>
  )
}
