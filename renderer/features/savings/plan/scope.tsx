import { Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import type { PlanDraft } from './plan-draft.ts'

const useStyles = makeStyles({
  scope: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
})

type Props = {
  connector: string
  list: PriceList
  draft: PlanDraft
  onChange: (part: Partial<PlanDraft>) => void
}

/** For whom a plan is: a department, a country, the members of a group, and candidates of one product. */
export function Scope({ connector, list, draft, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const choices = useQuery(useSavingsQueries(connector).planChoices()).data
  const same = (value: string) => ({ value, text: value })
  const groups = choices?.groups.map(({ groupId, users, products }) => ({
    value: groupId,
    text: t('plan.groupOf', { users: format.integer(users), products: products.join(', '), id: groupId }),
  }))
  const products = list.products.filter(({ kind }) => kind === 'paid')
  return (
    <div className={styles.scope}>
      <Choice
        label={t('plan.department')}
        all={t('plan.everyone')}
        value={draft.department}
        offered={choices?.departments.map(same) ?? []}
        onChange={department => onChange({ department })}
      />
      <Choice
        label={t('plan.country')}
        all={t('plan.allCountries')}
        value={draft.country}
        offered={choices?.countries.map(same) ?? []}
        onChange={country => onChange({ country })}
      />
      <Choice
        label={t('plan.group')}
        all={t('plan.allGroups')}
        value={draft.groupId}
        offered={groups ?? []}
        onChange={groupId => onChange({ groupId })}
      />
      <Choice
        label={t('plan.ofProduct')}
        all={t('plan.allProducts')}
        value={draft.product}
        offered={products.map(({ skuId, name }) => ({ value: skuId, text: name }))}
        onChange={product => onChange({ product })}
      />
    </div>
  )
}

type ChoiceProps = {
  label: string
  all: string
  value: string
  offered: readonly { value: string; text: string }[]
  onChange: (value: string) => void
}

/** One of what the tenant has, or all; what a saved plan is about stays chosen where it is gone meanwhile. */
function Choice({ label, all, value, offered, onChange }: ChoiceProps) {
  const styles = useStyles()
  const isGone = value !== '' && offered.every(one => one.value !== value)
  return (
    <Field className={styles.field} label={label}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        <option value="">{all}</option>
        {isGone && <option value={value}>{value}</option>}
        {offered.map(one => (
          <option key={one.value} value={one.value}>
            {one.text}
          </option>
        ))}
      </Select>
    </Field>
  )
}
