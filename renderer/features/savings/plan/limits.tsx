import { Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { isSeatCount, type PlanDraft } from './plan-draft.ts'

const useStyles = makeStyles({
  limits: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

type Props = { list: PriceList; draft: PlanDraft; onChange: (part: Partial<PlanDraft>) => void }

/**
 * Of the products that a plan replaces: seats that stay unassigned on purpose, and seats that a contract asks
 * for. Empty fields take what is stored.
 */
export function Limits({ list, draft, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const products = list.products.filter(({ skuId }) => draft.moves.some(({ from }) => from === skuId))
  const wrong = (value: string) =>
    isSeatCount(value) ? {} : { validationState: 'error' as const, validationMessage: t('plan.badSeats') }
  return (
    <div className={styles.limits}>
      {products.map(({ skuId, name, subscriptions }) => (
        <div key={skuId} className={styles.limits}>
          <Field label={t('plan.reserve', { product: name })} {...wrong(draft.reserve[skuId] ?? '')}>
            <Input
              inputMode="numeric"
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
              {...wrong(draft.floors[id] ?? '')}
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
    </div>
  )
}
