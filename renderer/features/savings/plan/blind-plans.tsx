import { Combobox, Field, makeStyles, Option, Select, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { blindChoices, type PlanDraft } from './plan-draft.ts'

const useStyles = makeStyles({
  blind: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  combobox: { minWidth: 0 },
})

type Props = {
  connector: string
  list: PriceList
  draft: PlanDraft
  onChange: (part: Partial<PlanDraft>) => void
}

/** Which plans that no report shows nobody uses, for this plan alone and beside what was stated. */
export function BlindPlans({ connector, list, draft, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const statements = useQuery(useSavingsQueries(connector).statements())
  const [typed, setTyped] = useState('')
  const from = new Set(draft.moves.map(move => move.from))
  const parts = new Set(
    list.products.filter(({ skuId }) => from.has(skuId)).map(({ partNumber }) => partNumber),
  )
  const offered = (statements.data?.plans ?? []).filter(
    ({ name, products }) => draft.blindPlans.includes(name) || products.some(product => parts.has(product)),
  )
  const nameOf = (plan: string) => offered.find(({ name }) => name === plan)?.friendlyName ?? plan
  const wanted = typed.trim().toLowerCase()
  const shown = offered.filter(({ name, friendlyName }) =>
    `${name} ${friendlyName}`.toLowerCase().includes(wanted),
  )
  const isOfSome = draft.blind === 'only' || draft.blind === 'allBut'
  return (
    <div className={styles.blind}>
      <Field className={styles.field} label={t('plan.blind')}>
        <Select
          value={draft.blind}
          onChange={(_, { value }) =>
            onChange({ blind: blindChoices.find(choice => choice === value) ?? 'stated' })
          }
        >
          {blindChoices.map(choice => (
            <option key={choice} value={choice}>
              {t(`plan.blindChoices.${choice}`)}
            </option>
          ))}
        </Select>
      </Field>
      {isOfSome && (
        <Field
          className={styles.field}
          label={t(draft.blind === 'only' ? 'plan.blindOnly' : 'plan.blindBut')}
          hint={offered.length === 0 ? t('plan.blindNone') : draft.blindPlans.map(nameOf).join(', ')}
        >
          <Combobox
            multiselect
            className={styles.combobox}
            value={typed}
            placeholder={t('plan.blindChosen', { count: draft.blindPlans.length })}
            selectedOptions={[...draft.blindPlans]}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={() => setTyped('')}
            onOptionSelect={(_, { selectedOptions }) => onChange({ blindPlans: selectedOptions })}
          >
            {shown.map(({ name, friendlyName }) => (
              <Option key={name} value={name}>
                {friendlyName}
              </Option>
            ))}
            {shown.length === 0 && (
              <Option disabled value="" text="">
                {t('plan.noPlan')}
              </Option>
            )}
          </Combobox>
        </Field>
      )}
    </div>
  )
}
