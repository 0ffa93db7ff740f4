import { makeStyles, TableCell, TableRow, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { PlanAnswer } from '../../../../electron/contract/savings/plan.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { moneyText } from '../money.ts'
import { PlainTable } from './plain-table.tsx'

const useStyles = makeStyles({
  number: { fontVariantNumeric: 'tabular-nums' },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Products = PlanAnswer['products']
type Figure = Products[number]['exposureBefore']

/** What can leave the bill of each subscription by its day, the next day first: decided, and undecided. */
export function DateTable({ products }: { products: Products }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const rows = products
    .flatMap(({ name, byDate }) => byDate.map(row => ({ name, ...row })))
    .toSorted((a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999'))
  if (rows.length === 0) return null
  const columns = [
    { name: t('plan.renewal') },
    { name: t('plan.product') },
    { name: t('plan.firm') },
    { name: t('plan.undecided') },
  ]
  return (
    <PlainTable title={t('plan.byDate')} columns={columns}>
      {rows.map(({ subscriptionId, name, day, before, after, openBefore, openAfter }) => (
        <TableRow key={subscriptionId}>
          <TableCell className={styles.number}>
            {day === null ? t('plan.noDate') : format.date(day)}
          </TableCell>
          <TableCell>{name}</TableCell>
          <TableCell className={styles.number}>
            <FigureChange before={before} after={after} />
          </TableCell>
          <TableCell className={styles.number}>
            <FigureChange before={openBefore} after={openAfter} />
          </TableCell>
        </TableRow>
      ))}
    </PlainTable>
  )
}

/** Seats before and after, and under them what a year of them costs; money that is not known is a dash. */
export function FigureChange({ before, after }: { before: Figure; after: Figure }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const currencies = [before, after].flatMap(({ money }) => money.map(({ currency }) => currency))
  const money = ({ seats, money: known }: Figure) => {
    if (known.length > 0) return moneyText(known)
    if (seats > 0) return t('plan.unknownMoney')
    return moneyText([...new Set(currencies)].map(currency => ({ currency, amount: 0 })))
  }
  return (
    <div>
      {t('plan.change', { before: format.integer(before.seats), after: format.integer(after.seats) })}
      {currencies.length > 0 && (
        <div className={styles.under}>{t('plan.change', { before: money(before), after: money(after) })}</div>
      )}
    </div>
  )
}
