import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { Part } from '../../ui/item/part.tsx'

const useStyles = makeStyles({
  note: { color: tokens.colorNeutralForeground3 },
})

const lines = ['bought', 'assigned'] as const

/** The seats of a product on each day with a sync. They stay as they are until the next day that is known. */
export function SeatHistory({ days }: { days: ProductPage['history'] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const [first, last] = [days[0], days.at(-1)]
  const title = t('productPage.history')
  const shown = (seats: number | null) =>
    seats === null ? t('productPage.unknownSeats') : format.integer(seats)
  if (first === undefined || last === undefined || days.length < 2) {
    return (
      <Part title={title}>
        <span className={styles.note}>{t('productPage.historyShort')}</span>
      </Part>
    )
  }
  return (
    <LineChart
      title={title}
      series={lines.map(key => ({
        key,
        title: t(`productPage.${key}`),
        points: days.flatMap(({ date, [key]: value }) => (value === null ? [] : [{ date, value }])),
        isStepped: true,
      }))}
      completeUntil={null}
      note={t('productPage.historyLabel', {
        bought: shown(last.bought),
        assigned: shown(last.assigned),
        to: format.date(last.date),
        boughtBefore: shown(first.bought),
        assignedBefore: shown(first.assigned),
        from: format.date(first.date),
      })}
    />
  )
}
