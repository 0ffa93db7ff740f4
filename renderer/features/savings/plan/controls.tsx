import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Select,
  SpinButton,
  tokens,
} from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { GivenBack } from './given-back.tsx'
import { Limits } from './limits.tsx'
import { type DraftMove, newMove, type PlanDraft } from './plan-draft.ts'

const useStyles = makeStyles({
  controls: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
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
  currency: { width: '72px', minWidth: 0, flexShrink: 0 },
  add: { alignSelf: 'flex-start' },
  about: { margin: 0, color: tokens.colorNeutralForeground3 },
})

const maxMoves = 5

type Props = {
  connector: string
  list: PriceList
  draft: PlanDraft
  onChange: (draft: PlanDraft) => void
}

/** The controls of a plan: what is replaced with what, for whom, and what counts as used. */
export function Controls({ connector, list, draft, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const statements = useQuery(useSavingsQueries(connector).statements())
  const change = (part: Partial<PlanDraft>) => onChange({ ...draft, ...part })
  const changeMove = (changed: DraftMove) =>
    change({ moves: draft.moves.map(move => (move.key === changed.key ? changed : move)) })
  const currency = list.prices[0]?.currency ?? 'EUR'
  return (
    <div className={styles.controls}>
      <p className={styles.about}>{t('plan.about')}</p>
      {draft.moves.map(move => (
        <Replacement
          key={move.key}
          list={list}
          move={move}
          onChange={changeMove}
          onRemove={
            draft.moves.length === 1
              ? null
              : () => change({ moves: draft.moves.filter(({ key }) => key !== move.key) })
          }
        />
      ))}
      {draft.moves.length < maxMoves && (
        <Button
          className={styles.add}
          size="small"
          icon={<AddRegular />}
          onClick={() => change({ moves: [...draft.moves, newMove(currency)] })}
        >
          {t('plan.add')}
        </Button>
      )}
      <Field className={styles.field} label={t('plan.department')}>
        <Select value={draft.department} onChange={(_, { value }) => change({ department: value })}>
          <option value="">{t('plan.everyone')}</option>
          {statements.data?.departments.map(name => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {(['country', 'groupId'] as const).map(name => (
        <Field key={name} label={t(name === 'country' ? 'plan.country' : 'plan.group')}>
          <Input value={draft[name]} onChange={(_, { value }) => change({ [name]: value })} />
        </Field>
      ))}
      <Days name="idleDays" min={30} value={draft.idleDays} onChange={idleDays => change({ idleDays })} />
      <Days name="graceDays" min={0} value={draft.graceDays} onChange={graceDays => change({ graceDays })} />
      <Field label={t('plan.horizon')}>
        <Input type="date" value={draft.horizon} onChange={(_, { value }) => change({ horizon: value })} />
      </Field>
      <Checkbox
        label={t('plan.blind')}
        checked={draft.isBlindUnused}
        onChange={(_, { checked }) => change({ isBlindUnused: checked === true })}
      />
      <GivenBack draft={draft} onChange={change} />
      {draft.rules.length > 0 && (
        <Field className={styles.field} label={t('plan.ofProduct')}>
          <Select value={draft.product} onChange={(_, { value }) => change({ product: value })}>
            <option value="">{t('plan.allProducts')}</option>
            {list.products
              .filter(({ kind }) => kind === 'paid')
              .map(({ skuId, name }) => (
                <option key={skuId} value={skuId}>
                  {name}
                </option>
              ))}
          </Select>
        </Field>
      )}
      <Limits list={list} draft={draft} onChange={change} />
    </div>
  )
}

type DaysProps = {
  name: 'idleDays' | 'graceDays'
  min: number
  value: number
  onChange: (days: number) => void
}
const maxDays = 180

function Days({ name, min, value, onChange }: DaysProps) {
  const { t } = useTranslation('savings')
  return (
    <Field label={t(`plan.${name}`)}>
      <SpinButton
        value={value}
        min={min}
        max={maxDays}
        onChange={(_, data) => {
          const days = data.value ?? Number.parseInt(data.displayValue ?? '', 10)
          if (Number.isInteger(days) && days >= min && days <= maxDays) onChange(days)
        }}
      />
    </Field>
  )
}

type ReplacementProps = {
  list: PriceList
  move: DraftMove
  onChange: (move: DraftMove) => void
  onRemove: (() => void) | null
}

/** One product and the one that takes its place, with a price where it is another than the stored one. */
function Replacement({ list, move, onChange, onRemove }: ReplacementProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const own = list.products.filter(({ kind }) => kind === 'paid')
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
      <Field className={styles.field} label={t('plan.price')} hint={t('plan.priceHint')}>
        <div className={styles.price}>
          <Input
            className={styles.amount}
            inputMode="decimal"
            aria-label={t('plan.price')}
            value={move.amount}
            onChange={(_, { value }) => onChange({ ...move, amount: value })}
          />
          <Input
            className={styles.currency}
            aria-label={t('prices.currency')}
            maxLength={3}
            value={move.currency}
            onChange={(_, { value }) => onChange({ ...move, currency: value.toUpperCase() })}
          />
        </div>
      </Field>
      {onRemove !== null && (
        <Button className={styles.add} size="small" icon={<DeleteRegular />} onClick={onRemove}>
          {t('plan.remove')}
        </Button>
      )}
    </div>
  )
}
