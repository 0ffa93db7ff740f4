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
import type { z } from 'zod'
import type { PriceFileLine } from '../../../../electron/contract/savings/inputs.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { useWord } from '../use-word.ts'

const useStyles = makeStyles({
  scroller: { maxHeight: '240px', position: 'relative', overflowY: 'auto' },
  line: { width: '52px' },
  problem: { color: tokens.colorPaletteRedForeground1 },
  number: { fontVariantNumeric: 'tabular-nums' },
})

/** More lines than these only cost time to read. */
const maxShown = 200

/** A row for each line: the price that was understood, or why it cannot be taken. Problems come first. */
export function PricePreview({ lines }: { lines: readonly z.infer<typeof PriceFileLine>[] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const word = useWord()
  const bad = lines.filter(({ price }) => price === null)
  const shown = [...bad, ...lines.filter(({ price }) => price !== null)].slice(0, maxShown)
  const day = (value: string | null | undefined) => (value == null ? '' : format.date(value))
  return (
    <>
      <div role="status">{t('prices.readLines', { count: lines.length, bad: bad.length })}</div>
      <div className={styles.scroller}>
        <Table size="extra-small" aria-label={t('prices.preview')}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.line}>{t('prices.lineNumber')}</TableHeaderCell>
              {(['product', 'amount', 'per', 'from', 'to', 'result'] as const).map(column => (
                <TableHeaderCell key={column}>{t(`prices.${column}`)}</TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {shown.map(({ line, product, price, status }) => (
              <TableRow key={line}>
                <TableCell className={styles.number}>{line}</TableCell>
                <TableCell>{product}</TableCell>
                <TableCell className={styles.number}>
                  {price === null ? '' : `${price.amount} ${price.currency}`}
                </TableCell>
                <TableCell>{price === null ? '' : t(`prices.periods.${price.per}`)}</TableCell>
                <TableCell className={styles.number}>{day(price?.validFrom)}</TableCell>
                <TableCell className={styles.number}>{day(price?.validTo)}</TableCell>
                <TableCell className={price === null ? styles.problem : undefined}>
                  {word('prices.problems', status)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </>
  )
}
