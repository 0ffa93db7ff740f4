import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { SeatChart } from './seat-chart.tsx'

type Days = ProductPage['history']

const useStyles = makeStyles({
  history: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  toggle: { alignSelf: 'flex-start', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  table: { maxWidth: '480px' },
  note: { color: tokens.colorNeutralForeground3 },
})

/** The seats of a product on each day with a sync, as a chart or as a table. */
export function SeatHistory({ days }: { days: Days }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const [isTable, setTable] = useState(false)
  if (days.length < 2) return <span className={styles.note}>{t('productPage.historyShort')}</span>
  return (
    <div className={styles.history}>
      {isTable ? <HistoryTable days={days} /> : <SeatChart days={days} />}
      <Button className={styles.toggle} appearance="subtle" size="small" onClick={() => setTable(!isTable)}>
        {isTable ? t('productPage.asChart') : t('productPage.asTable')}
      </Button>
    </div>
  )
}

function HistoryTable({ days }: { days: Days }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table size="small" className={styles.table} aria-label={t('productPage.history')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('productPage.date')}</TableHeaderCell>
          <TableHeaderCell>{t('productPage.bought')}</TableHeaderCell>
          <TableHeaderCell>{t('productPage.assigned')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {days.toReversed().map(day => (
          <TableRow key={day.date}>
            <TableCell>{format.date(day.date)}</TableCell>
            <TableCell>{format.integer(day.bought)}</TableCell>
            <TableCell>{format.integer(day.assigned)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
