import { Field, Input, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { isSeatCount, type PlanDraft } from './plan-draft.ts'

const useStyles = makeStyles({
  limits: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: { ...typographyStyles.body1Strong, margin: `${tokens.spacingVerticalS} 0 0` },
})

type Props = {
  list: PriceList
  /** Seats in reserve by the settings. */
  known: Readonly<Record<string, number>>
  draft: PlanDraft
  onChange: (part: Partial<PlanDraft>) => void
}

/**
 * Of the products that a plan is about: seats that stay unassigned on purpose, and seats that a contract asks
 * for. Empty fields take what is stored.
 */
export function Limits({ list, known, draft, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const wanted = new Set([draft.product, ...draft.moves.flatMap(({ from, to }) => [from, to])])
  const products = list.products.filter(({ skuId, kind }) => wanted.has(skuId) && kind === 'paid')
  const stateOf = (value: string, max: number | null) => {
    const isWrong = !isSeatCount(value)
    const isTooMany = !isWrong && max !== null && Number(value) > max
    if (!isWrong && !isTooMany) return {}
    const validationMessage = isWrong
      ? t('plan.badSeats')
      : t('plan.tooManySeats', { seats: format.integer(max ?? 0) })
    return { validationState: 'error' as const, validationMessage }
  }
  return (
    <>
      {products.map(({ skuId, name, subscriptions }) => (
        <div key={skuId} className={styles.limits}>
          <h3 className={styles.title}>{name}</h3>
          <Field label={t('plan.reserve')} {...stateOf(draft.reserve[skuId] ?? '', null)}>
            <Input
              inputMode="numeric"
              aria-label={t('plan.reserveOf', { product: name })}
              placeholder={format.integer(known[skuId] ?? 0)}
              value={draft.reserve[skuId] ?? ''}
              onChange={(_, { value }) => onChange({ reserve: { ...draft.reserve, [skuId]: value } })}
            />
          </Field>
          {subscriptions.map(({ subscriptionId: id, seats, nextDay, minLicenses }) => (
            <Field
              key={id}
              label={t('plan.floor', {
                seats: seats === null ? '–' : format.integer(seats),
                date: nextDay === null ? t('plan.noDate') : format.date(nextDay),
              })}
              {...stateOf(draft.floors[id] ?? '', seats)}
            >
              <Input
                inputMode="numeric"
                placeholder={format.integer(minLicenses ?? 0)}
                value={draft.floors[id] ?? ''}
                onChange={(_, { value }) => onChange({ floors: { ...draft.floors, [id]: value } })}
              />
            </Field>
          ))}
        </div>
      ))}
    </>
  )
}
