import { makeStyles, TableCell, TableRow, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { PlanAnswer } from '../../../../electron/contract/savings/plan.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { centsText, moneyText } from '../money.ts'
import { FigureChange } from './date-table.tsx'
import { PlainTable } from './plain-table.tsx'

const useStyles = makeStyles({
  number: { fontVariantNumeric: 'tabular-nums' },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  bad: { color: tokens.colorPaletteRedForeground1, fontVariantNumeric: 'tabular-nums' },
})

const verdicts = ['loses', 'blocked', 'unknown'] as const

/** Each replacement with how many users lose something, are blocked, or are not known. */
export function MoveTable({ moves }: { moves: PlanAnswer['moves'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const columns = [
    { name: t('plan.replacement') },
    { name: t('plan.users'), isNarrow: true },
    ...[...verdicts, 'clean' as const].map(name => ({ name: t(`plan.verdicts.${name}`), isNarrow: true })),
    { name: t('plan.buy'), isNarrow: true },
  ]
  const leaving = moves.reduce((sum, move) => sum + move.leaving, 0)
  return (
    <PlainTable
      title={t('plan.moves')}
      columns={columns}
      under={leaving > 0 ? t('plan.leaving', { count: leaving, seats: format.integer(leaving) }) : null}
    >
      {moves.map(move => (
        <TableRow key={`${move.from} ${move.to}`}>
          <TableCell>
            <div>
              {t('plan.change', { before: move.fromName, after: move.toName })}
              {move.perSeat !== null && (
                <div className={styles.under}>{t('plan.perSeat', { money: moneyText([move.perSeat]) })}</div>
              )}
            </div>
          </TableCell>
          <TableCell className={styles.number}>{format.integer(move.people)}</TableCell>
          {verdicts.map(name => (
            <TableCell key={name} className={name === 'loses' && move.loses > 0 ? styles.bad : styles.number}>
              {format.integer(move[name])}
            </TableCell>
          ))}
          <TableCell className={styles.number}>
            {format.integer(move.people - move.loses - move.blocked - move.unknown)}
          </TableCell>
          <TableCell className={styles.number}>{format.integer(move.buy)}</TableCell>
        </TableRow>
      ))}
    </PlainTable>
  )
}

/** The licenses of each product before and after, and what of them nobody seems to need. */
export function ProductTable({ products }: { products: PlanAnswer['products'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const columns = [
    { name: t('plan.product') },
    ...(['bought', 'before', 'after', 'buy'] as const).map(name => ({
      name: t(`plan.${name}`),
      isNarrow: true,
    })),
    { name: t('plan.exposure') },
  ]
  return (
    <PlainTable title={t('plan.products')} columns={columns}>
      {products.map(({ skuId, name, bought, before, after, buy, exposureBefore, exposureAfter }) => (
        <TableRow key={skuId}>
          <TableCell>{name}</TableCell>
          <TableCell className={styles.number}>{bought === null ? '–' : format.integer(bought)}</TableCell>
          <TableCell className={styles.number}>{format.integer(before)}</TableCell>
          <TableCell className={styles.number}>{format.integer(after)}</TableCell>
          <TableCell className={styles.number}>{format.integer(buy)}</TableCell>
          <TableCell className={styles.number}>
            <FigureChange before={exposureBefore} after={exposureAfter} />
          </TableCell>
        </TableRow>
      ))}
    </PlainTable>
  )
}

/** Products that users hold beside each other and that one suite holds for less. */
export function ConsolidationTable({ rows }: { rows: PlanAnswer['consolidation'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const columns = [
    { name: t('plan.instead') },
    { name: t('plan.suite') },
    { name: t('plan.users'), isNarrow: true },
    { name: t('plan.perUser') },
    { name: t('plan.aYearAll') },
  ]
  return (
    <PlainTable title={t('plan.consolidation')} columns={columns}>
      {rows.map(({ suite, products, people, perPerson, money }) => (
        <TableRow key={`${suite} ${products.join(' ')}`}>
          <TableCell>{products.join(', ')}</TableCell>
          <TableCell>{suite}</TableCell>
          <TableCell className={styles.number}>{format.integer(people)}</TableCell>
          <TableCell className={styles.number}>{centsText([perPerson])}</TableCell>
          <TableCell className={styles.number}>{centsText([money])}</TableCell>
        </TableRow>
      ))}
    </PlainTable>
  )
}
