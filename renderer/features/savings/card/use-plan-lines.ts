import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../../electron/contract/savings/evidence.ts'
import { useFormat } from '../../../ui/format-context.tsx'

type Plan = Evidence['plans'][number]

/**
 * What would be lost, plan by plan: what is used, what is not, and what nobody can tell; then what stays by
 * another product, and what is off. Plans of which the same is to be said share a line.
 */
export function usePlanLines(): (plans: readonly Plan[]) => string[] {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const names = (plans: readonly Plan[]) => plans.map(({ name }) => name).join(', ')
  const together = (key: 'blind' | 'minor' | 'off', plans: readonly Plan[]) =>
    plans.length === 0 ? [] : [t(`card.${key}`, { plans: names(plans) })]
  return plans => {
    const on = plans.filter(({ isOn }) => isOn)
    const lost = on.filter(({ keptBy }) => keptBy === null)
    const missed = lost.filter(({ isMinor, use }) => !isMinor || use === 'date')
    const used = missed
      .filter(({ use }) => use === 'date')
      .toSorted((one, other) => (other.lastUse ?? '').localeCompare(one.lastUse ?? ''))
    const unused = missed.filter(({ use }) => use !== 'date' && use !== 'blind')
    return [
      ...(lost.length === 0 && on.length > 0 ? [t('card.nothingLost')] : []),
      ...[...used, ...unused].map(useLine),
      ...together(
        'blind',
        missed.filter(({ use }) => use === 'blind'),
      ),
      ...together(
        'minor',
        lost.filter(one => !missed.includes(one)),
      ),
      ...keptLines(on.filter(({ keptBy }) => keptBy !== null)),
      ...together(
        'off',
        plans.filter(({ isOn }) => !isOn),
      ),
    ]
  }

  function useLine({ name: plan, use, lastUse }: Plan): string {
    if (lastUse !== null) return t('card.used', { plan, date: format.date(lastUse) })
    return t(
      use === 'none_on_record' ? 'card.noUse' : use === 'newcomer' ? 'card.newcomer' : 'card.notMeasured',
      { plan },
    )
  }

  /** The same plan in another product, and each that is another one there, side by side. */
  function keptLines(plans: readonly Plan[]): string[] {
    const isSame = ({ name, keptBy }: Plan) => keptBy?.plan === name
    const same = Map.groupBy(plans.filter(isSame), ({ keptBy }) => keptBy?.product ?? '')
    return [
      ...plans
        .filter(one => !isSame(one))
        .map(({ name: plan, keptBy }) =>
          t(keptBy?.isLower === true ? 'card.lower' : 'card.higher', {
            plan,
            other: keptBy?.plan ?? '',
            product: keptBy?.product ?? '',
          }),
        ),
      ...[...same].map(([product, own]) => t('card.kept', { product, plans: names(own) })),
    ]
  }
}
