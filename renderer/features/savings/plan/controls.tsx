import {
  Button,
  Field,
  Input,
  makeStyles,
  SpinButton,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { BlindPlans } from './blind-plans.tsx'
import { GivenBack } from './given-back.tsx'
import { Limits } from './limits.tsx'
import { type DraftMove, isDay, newMove, type PlanDraft, usualCurrency } from './plan-draft.ts'
import { Replacement } from './replacement.tsx'
import { Scope } from './scope.tsx'

const useStyles = makeStyles({
  controls: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { ...typographyStyles.body1Strong, margin: `${tokens.spacingVerticalS} 0 0` },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  add: { alignSelf: 'flex-start' },
  about: { margin: 0, color: tokens.colorNeutralForeground3 },
})

const maxMoves = 5

type Props = {
  connector: string
  list: PriceList
  /** Seats in reserve by the settings. */
  reserve: Readonly<Record<string, number>>
  draft: PlanDraft
  onChange: (draft: PlanDraft) => void
}

/** The controls of a plan: what is replaced with what, for whom, and what counts as used. */
export function Controls({ connector, list, reserve, draft, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const change = (part: Partial<PlanDraft>) => onChange({ ...draft, ...part })
  const changeMove = (changed: DraftMove) =>
    change({ moves: draft.moves.map(move => (move.key === changed.key ? changed : move)) })
  const removeMove = (key: string) => change({ moves: draft.moves.filter(move => move.key !== key) })
  return (
    <div className={styles.controls}>
      <p className={styles.about}>{t('plan.about')}</p>
      {draft.moves.map(move => (
        <Replacement
          key={move.key}
          list={list}
          move={move}
          taken={draft.moves.filter(({ key }) => key !== move.key).map(({ from }) => from)}
          onChange={changeMove}
          onRemove={draft.moves.length === 1 ? null : () => removeMove(move.key)}
        />
      ))}
      {draft.moves.length < maxMoves && (
        <Button
          className={styles.add}
          size="small"
          icon={<AddRegular />}
          onClick={() => change({ moves: [...draft.moves, newMove(usualCurrency(list))] })}
        >
          {t('plan.add')}
        </Button>
      )}
      <GivenBack draft={draft} onChange={change} />
      <h2 className={styles.title}>{t('plan.scope')}</h2>
      <Scope connector={connector} list={list} draft={draft} onChange={change} />
      <h2 className={styles.title}>{t('plan.counts')}</h2>
      <BlindPlans connector={connector} list={list} draft={draft} onChange={change} />
      <Days name="idleDays" min={30} value={draft.idleDays} onChange={idleDays => change({ idleDays })} />
      <Days name="graceDays" min={0} value={draft.graceDays} onChange={graceDays => change({ graceDays })} />
      <Horizon value={draft.horizon} onChange={horizon => change({ horizon })} />
      <Limits list={list} known={reserve} draft={draft} onChange={change} />
    </div>
  )
}

function Horizon({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('savings')
  const isWrong = !isDay(value)
  return (
    <Field
      label={t('plan.horizon')}
      validationState={isWrong ? 'error' : 'none'}
      {...(isWrong ? { validationMessage: t('plan.badDay') } : {})}
    >
      <Input type="date" max="9999-12-31" value={value} onChange={(_, data) => onChange(data.value)} />
    </Field>
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
    <Field label={t(`plan.${name}`)} hint={t('plan.daysRange', { min, max: maxDays })}>
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
