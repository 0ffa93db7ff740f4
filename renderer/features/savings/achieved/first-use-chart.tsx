import { Body1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { FirstUse } from '../../../../electron/contract/savings/achieved.ts'
import { BarLegend } from '../../../ui/charts/bar-legend.tsx'
import { BarList } from '../../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../../ui/charts/chart-frame.tsx'
import type { BarTone } from '../../../ui/charts/tones.ts'
import { useFormat } from '../../../ui/format-context.tsx'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } })

const tonesOfSteps: readonly BarTone[] = ['active', 'again', 'fading', 'inactive']
const shownProducts = 8

/** How soon new seats are used, per product: the share of them after 1, 7, 14 and 30 days. */
export function FirstUseChart({ products }: { products: readonly FirstUse[] }) {
  const styles = useStyles()
  const { t } = useTranslation('achieved')
  const format = useFormat()
  const words = useWords()
  const shown = products.slice(0, shownProducts)
  const steps = shown[0]?.within.map(({ days }) => days) ?? []
  const table = {
    columns: [t('firstUse.product'), t('firstUse.seats'), t('firstUse.median'), ...steps.map(words.within)],
    rows: products.map(product => ({
      key: product.skuId,
      cells: [
        product.productName,
        format.integer(product.seats),
        words.median(product),
        ...product.within.map(({ seats }) => words.share(seats, product.seats)),
      ],
    })),
  }
  return (
    <ChartFrame
      title={t('firstUse.title')}
      table={table}
      note={shown.length > 0 ? t('firstUse.note') : undefined}
    >
      {shown.length === 0 ? (
        <Body1 className={styles.quiet}>{t('firstUse.none')}</Body1>
      ) : (
        <>
          <BarLegend
            parts={[
              ...steps.map((days, place) => ({
                key: String(days),
                tone: tonesOfSteps[place] ?? 'active',
                name: words.within(days),
              })),
              { key: 'not', tone: 'empty' as const, name: t('firstUse.notYet') },
            ]}
          />
          <BarList
            of={1}
            rows={shown.map(product => ({
              key: product.skuId,
              name: product.productName,
              title: product.productName,
              parts: partsOf(product),
              text: t('firstUse.text', {
                share: words.share(product.within.at(-1)?.seats ?? 0, product.seats),
                median: words.median(product),
                seats: t('seats', { count: product.seats, formatted: format.integer(product.seats) }),
              }),
            }))}
          />
        </>
      )}
    </ChartFrame>
  )
}

/** Each step without those before it, as shares of the seats. */
function partsOf({ within, seats }: FirstUse) {
  const shares = within.map(({ days, seats: used }, place) => ({
    key: String(days),
    tone: tonesOfSteps[place] ?? ('active' as const),
    value: (used - (within[place - 1]?.seats ?? 0)) / seats,
  }))
  const rest = seats - (within.at(-1)?.seats ?? 0)
  return [...shares, { key: 'not', tone: 'empty' as const, value: rest / seats }]
}

function useWords() {
  const { t } = useTranslation('achieved')
  const format = useFormat()
  return {
    within: (days: number) => (days === 1 ? t('firstUse.withinOne') : t('firstUse.within', { days })),
    median: ({ medianDays }: FirstUse) => {
      if (medianDays === null) return t('firstUse.more')
      return medianDays === 0 ? t('firstUse.sameDay') : t('firstUse.days', { count: medianDays })
    },
    share: (part: number, of: number) => format.share(of === 0 ? 0 : part / of),
  }
}
