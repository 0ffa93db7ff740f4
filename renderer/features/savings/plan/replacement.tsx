import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { pricePeriods } from '../../../../electron/contract/savings/names.ts'
import { centsText } from '../money.ts'
import { type DraftMove, priceProblem } from './plan-draft.ts'

const useStyles = makeStyles({
  move: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  // A list is as wide as its longest product, unless its column is told otherwise.
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  price: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  amount: { minWidth: 0, flexGrow: 1, flexBasis: 0 },
  currency: { width: '60px', minWidth: 0, flexShrink: 0 },
  per: { minWidth: 0, flexShrink: 0 },
  remove: { alignSelf: 'flex-start' },
})

type Props = {
  list: PriceList
  move: DraftMove
  /** Products that other replacements take the place of already. */
  taken: readonly string[]
  onChange: (move: DraftMove) => void
  onRemove: (() => void) | null
}

/** One product and the one that takes its place, with a price where it is another than the stored one. */
export function Replacement({ list, move, taken, onChange, onRemove }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const own = list.products.filter(({ kind, skuId }) => kind === 'paid' && !taken.includes(skuId))
  const targets = list.products.filter(({ kind, skuId }) => kind !== 'device' && skuId !== move.from)
  const choices = { from: own, to: targets }
  return (
    <div className={styles.move}>
      {(['from', 'to'] as const).map(side => (
        <Field key={side} className={styles.field} label={t(side === 'from' ? 'plan.replace' : 'plan.with')}>
          <Select value={move[side]} onChange={(_, { value }) => onChange({ ...move, [side]: value })}>
            <option value="">{t('plan.choose')}</option>
            {choices[side].map(({ skuId, name }) => (
              <option key={skuId} value={skuId}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      <Price list={list} move={move} onChange={onChange} />
      {onRemove !== null && (
        <Button className={styles.remove} size="small" icon={<DeleteRegular />} onClick={onRemove}>
          {t('plan.remove')}
        </Button>
      )}
    </div>
  )
}

function Price({ list, move, onChange }: Pick<Props, 'list' | 'move' | 'onChange'>) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const problem = priceProblem(move)
  const today = new Date().toISOString().slice(0, 10)
  const stored = list.prices.find(
    ({ skuId, subscriptionId, validFrom, validTo }) =>
      skuId === move.to &&
      subscriptionId === null &&
      (validFrom ?? '') <= today &&
      today <= (validTo ?? '9999'),
  )
  const hint =
    stored === undefined
      ? t('plan.priceHint')
      : t('plan.priceStored', {
          price: centsText([{ amount: Number(stored.amount), currency: stored.currency }]),
          per: t(`plan.periods.${stored.per}`),
        })
  return (
    <Field
      className={styles.field}
      label={t('plan.price')}
      hint={hint}
      validationState={problem === null ? 'none' : 'error'}
      {...(problem === null ? {} : { validationMessage: t(`plan.${problem}`) })}
    >
      <div className={styles.price}>
        <Input
          className={styles.amount}
          inputMode="decimal"
          aria-label={t('plan.price')}
          aria-invalid={problem === 'badAmount'}
          value={move.amount}
          onChange={(_, { value }) => onChange({ ...move, amount: value })}
        />
        <Input
          className={styles.currency}
          aria-label={t('prices.currency')}
          aria-invalid={problem === 'badCurrency'}
          maxLength={3}
          value={move.currency}
          onChange={(_, { value }) => onChange({ ...move, currency: value.toUpperCase() })}
        />
        <Select
          className={styles.per}
          aria-label={t('prices.per')}
          aria-invalid={false}
          value={move.per}
          onChange={(_, { value }) =>
            onChange({ ...move, per: pricePeriods.find(period => period === value) ?? 'month' })
          }
        >
          {pricePeriods.map(period => (
            <option key={period} value={period}>
              {t(`plan.periods.${period}`)}
            </option>
          ))}
        </Select>
      </div>
    </Field>
  )
}
