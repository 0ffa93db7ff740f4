import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanAnswer } from '../../../../electron/contract/savings/plan.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { centsText, moneyText } from '../money.ts'

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: `0 0 ${tokens.spacingVerticalXS}` },
  number: { fontVariantNumeric: 'tabular-nums' },
  narrow: { width: '62px' },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  scroller: { position: 'relative', overflowX: 'auto' },
  table: { minWidth: '640px' },
  bad: { color: tokens.colorPaletteRedForeground1, fontVariantNumeric: 'tabular-nums' },
})

type PlainTableProps = {
  title: string
  columns: readonly { name: string; isNarrow?: boolean }[]
  children: ReactNode
}

/** A small table under its title. */
export function PlainTable({ title, columns, children }: PlainTableProps) {
  const styles = useStyles()
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.scroller}>
        <Table size="small" className={styles.table} aria-label={title}>
          <TableHeader>
            <TableRow>
              {columns.map(({ name, isNarrow }) => (
                <TableHeaderCell key={name} className={isNarrow === true ? styles.narrow : undefined}>
                  {name}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>{children}</TableBody>
        </Table>
      </div>
    </section>
  )
}

const verdicts = ['loses', 'blocked', 'unknown'] as const

/** Each replacement with how many users lose something, are blocked, or are not known. */
export function MoveTable({ moves }: { moves: PlanAnswer['moves'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const columns = [
    { name: t('plan.replace') },
    { name: t('plan.with') },
    { name: t('plan.users'), isNarrow: true },
    ...[...verdicts, 'clean' as const].map(name => ({ name: t(`plan.verdicts.${name}`), isNarrow: true })),
    { name: t('plan.buy'), isNarrow: true },
  ]
  return (
    <PlainTable title={t('plan.moves')} columns={columns}>
      {moves.map(move => (
        <TableRow key={`${move.from} ${move.to}`}>
          <TableCell>{move.fromName}</TableCell>
          <TableCell>{move.toName}</TableCell>
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

/** The licenses of each product before and after, and what can leave its subscriptions by their days. */
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
    { name: t('plan.byDate') },
  ]
  return (
    <PlainTable title={t('plan.products')} columns={columns}>
      {products.map(({ skuId, name, bought, before, after, buy, exposureBefore, exposureAfter, byDate }) => (
        <TableRow key={skuId}>
          <TableCell>{name}</TableCell>
          <TableCell className={styles.number}>{bought === null ? '–' : format.integer(bought)}</TableCell>
          <TableCell className={styles.number}>{format.integer(before)}</TableCell>
          <TableCell className={styles.number}>{format.integer(after)}</TableCell>
          <TableCell className={styles.number}>{format.integer(buy)}</TableCell>
          <TableCell className={styles.number}>
            <div>
              {t('plan.change', {
                before: format.integer(exposureBefore.seats),
                after: format.integer(exposureAfter.seats),
              })}
              {exposureBefore.money.length > 0 && (
                <div className={styles.under}>
                  {t('plan.change', {
                    before: moneyText(exposureBefore.money),
                    after: moneyText(exposureAfter.money),
                  })}
                </div>
              )}
            </div>
          </TableCell>
          <TableCell className={styles.number}>
            <Dates dates={byDate} />
          </TableCell>
        </TableRow>
      ))}
    </PlainTable>
  )
}

/** Firm seats by their days, and under them those that nobody has decided about. */
function Dates({ dates }: { dates: PlanAnswer['products'][number]['byDate'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  return (
    <div>
      {dates.map(({ subscriptionId, day, before, after, openBefore, openAfter }) => (
        <div key={subscriptionId}>
          {t('plan.date', {
            date: day === null ? t('plan.noDate') : format.date(day),
            before: format.integer(before.seats),
            after: format.integer(after.seats),
          })}
          {openBefore.seats + openAfter.seats > 0 && (
            <div className={styles.under}>
              {t('plan.undecided', {
                before: format.integer(openBefore.seats),
                after: format.integer(openAfter.seats),
              })}
            </div>
          )}
        </div>
      ))}
    </div>
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
