import { useTranslation } from 'react-i18next'
import type { SavingsDemand, TrustLine } from '../../../../electron/contract/savings/answers.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { moneyText } from '../money.ts'

/** Whether seats that are asked for can be given without buying, over all products. */
export function DemandSummary({ demand }: { demand: SavingsDemand }) {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { seats, now, after, money, unpriced } = demand
  const number = (count: number) => ({ count, seats: format.integer(count) })
  if (seats === 0) return <p>{t('demand.none')}</p>
  const parts = [
    t('demand.needed', number(seats)),
    t('demand.met', { now: format.integer(now), after: format.integer(after) }),
    ...(seats > after ? [t('demand.toBuy', number(seats - after))] : []),
    ...(money.length > 0 ? [t('demand.avoided', { money: moneyText(money) })] : []),
    ...(unpriced > 0 ? [t('demand.unpriced', number(unpriced))] : []),
  ]
  return <p>{parts.join(' ')}</p>
}

/** The same of one product, as short as a line below its name; nothing where nothing is asked for. */
export function useDemandWords(): (line: Pick<TrustLine, 'demand' | 'over'>) => string | null {
  const { t } = useTranslation('savings')
  const format = useFormat()
  return ({ demand, over }) => {
    const { waiting, joiners, seats, now, after, avoided } = demand
    if (seats === 0) return null
    const asked = (
      [
        ['demand.waiting', waiting],
        ['demand.over', over],
        ['demand.joiners', joiners],
      ] as const
    ).flatMap(([key, count]) => (count === 0 ? [] : t(key, { count, seats: format.integer(count) })))
    const met =
      after === 0
        ? t('demand.noneMet')
        : t('demand.ofMet', {
            now: format.integer(now),
            after: format.integer(after),
            seats: format.integer(seats),
          })
    const money = avoided === null || after === 0 ? [] : [t('demand.worth', { money: moneyText([avoided]) })]
    return [asked.join(', '), met, ...money].join(' · ')
  }
}
