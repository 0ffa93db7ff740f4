import {
  Link,
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
import type { SavingsSummary } from '../../../../electron/contract/savings/answers.ts'
import { formatRoute, type Route } from '../../../routing/route.ts'
import type { Navigate } from '../../../routing/use-route.ts'
import { StackedBar } from '../../../ui/charts/stacked-bar.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { seatsOfClass } from '../seats-behind.ts'
import { classParts, classTones, partOf } from './class-bar.ts'
import { useDemandWords } from './demand-text.tsx'
import { JoinersField, ReserveField } from './entered-seats.tsx'
import { FreePool } from './free-pool.tsx'

const useStyles = makeStyles({
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  // Columns are as wide as their words, so that no title reaches into the next one.
  table: { tableLayout: 'auto' },
  // No row can be chosen, and in the dark a link on a row that is lit up is hard to read.
  row: { ':hover': { backgroundColor: tokens.colorTransparentBackground } },
  product: { width: '24%' },
  bar: { marginBlock: tokens.spacingVerticalXXS },
  number: { fontVariantNumeric: 'tabular-nums', textAlign: 'end', justifyContent: 'flex-end' },
  // Of a cell; what a title stands in has a padding of its own.
  cell: { '@media (max-width: 1100px)': { paddingInline: tokens.spacingHorizontalXS } },
  over: { color: tokens.colorPaletteRedForeground1 },
})

const columns = [
  ...(['assigned', 'sure', 'weak', 'inUse', 'tooNew', 'leftOut', 'notJudged'] as const),
  ...(['unassigned', 'freeAfter'] as const),
] as const

type Props = { connector: string; summary: SavingsSummary; navigate: Navigate }

/** How the assigned seats of each product are divided; the classes of a line add up to its assigned seats. */
export function BalanceTable({ connector, summary: { settings, lines }, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const demandOf = useDemandWords()
  // One scale for all, so that the longest bar is the product with most seats.
  const most = Math.max(...lines.map(line => line.assigned + line.unassigned), 1)
  return (
    <Table size="small" className={styles.table} aria-label={t('tabs.products')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.product}>{t('balance.product')}</TableHeaderCell>
          {columns.map(column => (
            <TableHeaderCell key={column} className={styles.cell} button={{ className: styles.number }}>
              {t(`balance.${column}`)}
            </TableHeaderCell>
          ))}
          {(['reserve', 'joiners'] as const).map(column => (
            <TableHeaderCell key={column} className={styles.cell} button={{ className: styles.number }}>
              {t(`balance.${column}`)}
            </TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {lines.map(line => (
          <TableRow key={line.skuId} className={styles.row}>
            <TableCell>
              <div>
                {line.productName}
                <StackedBar
                  className={styles.bar}
                  of={most}
                  parts={classParts.map(key => ({ key, tone: classTones[key], value: partOf(line, key) }))}
                />
                <div className={styles.under}>
                  {line.partNumber}
                  {line.demand.seats > 0 && (
                    <div className={line.over > 0 ? styles.over : undefined}>{demandOf(line)}</div>
                  )}
                  {line.looksFree && <FreePool connector={connector} line={line} navigate={navigate} />}
                </div>
              </div>
            </TableCell>
            {columns.map(column => (
              <TableCell key={column} className={mergeClasses(styles.number, styles.cell)}>
                <SeatCount
                  seats={column === 'sure' ? partOf(line, column) : line[column]}
                  behind={seatsOfClass(column, line.skuId)}
                />
              </TableCell>
            ))}
            <TableCell className={mergeClasses(styles.number, styles.cell)}>
              <ReserveField connector={connector} line={line} settings={settings} />
            </TableCell>
            <TableCell className={mergeClasses(styles.number, styles.cell)}>
              <JoinersField connector={connector} line={line} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** A number of seats, with the way to exactly these; none to no seats. */
function SeatCount({ seats, behind }: { seats: number; behind: Route | null }) {
  const format = useFormat()
  const text = format.integer(seats)
  return behind === null || seats === 0 ? text : <Link href={formatRoute(behind)}>{text}</Link>
}
