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
import type { TrustLine } from '../../../electron/contract/savings/answers.ts'
import { useFormat } from '../../ui/format-context.tsx'

const useStyles = makeStyles({
  scroller: { overflowY: 'auto', minHeight: 0 },
  about: { color: tokens.colorNeutralForeground3 },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  number: { fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
  over: { color: tokens.colorPaletteRedForeground1 },
})

const columns = ['assigned', 'sure', 'weak', 'inUse', 'tooNew', 'leftOut', 'notJudged', 'unassigned'] as const
type Column = (typeof columns)[number]

function seatsIn(line: TrustLine, column: Column): number {
  return column === 'sure' ? line.certain + line.strong : line[column]
}

/** How the assigned seats of each product are divided; the classes of a line add up to its assigned seats. */
export function BalanceTable({ lines }: { lines: readonly TrustLine[] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  return (
    <div className={styles.scroller}>
      <p className={styles.about}>{t('balance.about')}</p>
      <Table size="small" aria-label={t('tabs.products')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('balance.product')}</TableHeaderCell>
            {columns.map(column => (
              <TableHeaderCell key={column}>{t(`balance.${column}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {lines.map(line => (
            <TableRow key={line.skuId}>
              <TableCell>
                <div>
                  {line.productName}
                  <div className={styles.under}>
                    {line.partNumber}
                    {line.over > 0 && (
                      <span className={styles.over}>
                        {' '}
                        · {t('balance.over', { seats: format.integer(line.over) })}
                      </span>
                    )}
                  </div>
                </div>
              </TableCell>
              {columns.map(column => (
                <TableCell key={column} className={styles.number}>
                  {format.integer(seatsIn(line, column))}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
