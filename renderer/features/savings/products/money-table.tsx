import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ClassCosts, TrustLine } from '../../../../electron/contract/savings/answers.ts'
import { StackedBar } from '../../../ui/charts/stacked-bar.tsx'
import { wholeText } from '../money.ts'
import { classParts, classTones, partOf } from './class-bar.ts'

const useStyles = makeStyles({
  table: { tableLayout: 'auto' },
  product: { width: '24%' },
  bar: { marginBlock: tokens.spacingVerticalXXS },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  number: { fontVariantNumeric: 'tabular-nums', textAlign: 'end', justifyContent: 'flex-end' },
  // Of a cell; what a title stands in has a padding of its own.
  cell: { '@media (max-width: 1100px)': { paddingInline: tokens.spacingHorizontalXS } },
})

const sumOf = (costs: ClassCosts) => classParts.reduce((sum, part) => sum + partOf(costs, part), 0)

/** What the seats of each class cost in a year. Bars of one currency have one scale. */
export function MoneyTable({ lines }: { lines: readonly TrustLine[] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const most = new Map<string, number>()
  for (const { costs } of lines)
    if (costs !== null) most.set(costs.currency, Math.max(most.get(costs.currency) ?? 0, sumOf(costs)))
  return (
    <Table size="small" className={styles.table} aria-label={t('balance.costsByProduct')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.product}>{t('balance.product')}</TableHeaderCell>
          {(['costs', ...classParts] as const).map(column => (
            <TableHeaderCell key={column} className={styles.cell} button={{ className: styles.number }}>
              {t(`balance.${column}`)}
            </TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {lines.map(line => (
          <TableRow key={line.skuId}>
            <TableCell>
              <div>
                {line.productName}
                {line.costs !== null && (
                  <CostBar costs={line.costs} most={most.get(line.costs.currency) ?? 0} />
                )}
                <div className={styles.under}>
                  {line.partNumber}
                  {line.costs === null && ` · ${t(line.isPriced ? 'balance.noOnePrice' : 'balance.noPrice')}`}
                </div>
              </div>
            </TableCell>
            <Amounts costs={line.costs} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function CostBar({ costs, most }: { costs: ClassCosts; most: number }) {
  const styles = useStyles()
  const parts = classParts.map(key => ({ key, tone: classTones[key], value: partOf(costs, key) }))
  return <StackedBar className={styles.bar} of={most} parts={parts} />
}

/** Blank where there is no price: that is no amount of 0. */
function Amounts({ costs }: { costs: ClassCosts | null }) {
  const styles = useStyles()
  const amounts = costs === null ? null : [sumOf(costs), ...classParts.map(part => partOf(costs, part))]
  return ['costs', ...classParts].map((column, place) => (
    <TableCell key={column} className={mergeClasses(styles.number, styles.cell)}>
      {costs !== null && amounts !== null && wholeText(amounts[place] ?? 0, costs.currency)}
    </TableCell>
  ))
}
