import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decisionKinds, exclusionReasons } from '../../../../electron/contract/savings/names.ts'
import { useSavingsChange, useSavingsQueries } from '../../../savings-queries.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { dayAhead, endOf } from '../../exclusions/end.ts'
import { type ChoiceKind, daysAhead, usualDays } from './choice.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  about: { margin: 0, color: tokens.colorNeutralForeground3 },
})

export type ChosenSeat = { userId: string; skuId: string }
type Props = {
  connector: string
  choice: ChoiceKind
  seats: readonly ChosenSeat[]
  /** The smaller product that the claim names, null for none; left out where it is that of each claim. */
  smaller?: string | null
  onClose: () => void
}

/** What is to happen with some seats, with a note and what else that needs: a product, a day, a reason. */
export function DecisionDialog({ connector, choice, seats, smaller, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const now = useNow()
  const [kind, setKind] = useState(choice)
  const [target, setTarget] = useState('')
  const [until, setUntil] = useState(dayAhead(now, usualDays[kind]))
  const [reason, setReason] = useState<(typeof exclusionReasons)[number]>('leave')
  const [note, setNote] = useState('')
  const { save, isPending, error } = useChoice(connector, kind, onClose)
  const hasDay = daysAhead[kind] > 0
  const isDayWrong = hasDay && !(until > dayAhead(now, 0) && until <= dayAhead(now, daysAhead[kind]))
  const isOpen = kind === 'downgrade' && smaller === null && target === ''
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t(`decide.title.${kind}`, { count: seats.length })}</DialogTitle>
          <DialogContent className={styles.fields}>
            {decisionKinds.some(known => known === choice) && (
              <RadioGroup
                layout="horizontal"
                value={kind}
                aria-label={t('actions.decide')}
                onChange={(_, { value }) => {
                  const next = decisionKinds.find(known => known === value) ?? 'remove'
                  setKind(next)
                  setUntil(dayAhead(now, usualDays[next]))
                }}
              >
                {decisionKinds.map(one => (
                  <Radio key={one} value={one} label={t(`decisions.${one}`)} />
                ))}
              </RadioGroup>
            )}
            <p className={styles.about}>{t(`decide.about.${kind}`)}</p>
            {kind === 'downgrade' && (
              <Target connector={connector} value={target} smaller={smaller} onChange={setTarget} />
            )}
            {kind === 'leaveOut' && (
              <Field label={t('excluded.reason')}>
                <Select
                  value={reason}
                  onChange={(_, { value }) =>
                    setReason(exclusionReasons.find(known => known === value) ?? 'other')
                  }
                >
                  {exclusionReasons.map(one => (
                    <option key={one} value={one}>
                      {t(`excluded.reasons.${one}`)}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            {hasDay && (
              <Field
                label={t('excluded.until')}
                {...(isDayWrong
                  ? {
                      validationMessage: t('decide.badDay', { count: daysAhead[kind] }),
                      validationState: 'error',
                    }
                  : {})}
              >
                <Input
                  type="date"
                  value={until}
                  min={dayAhead(now, 1)}
                  max={dayAhead(now, daysAhead[kind])}
                  onChange={(_, { value }) => setUntil(value)}
                />
              </Field>
            )}
            {kind !== 'postpone' && (
              <Field label={t('excluded.note')}>
                <Textarea value={note} maxLength={2000} onChange={(_, { value }) => setNote(value)} />
              </Field>
            )}
            {error !== null && <ErrorPanel error={error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            <Button
              appearance="primary"
              disabled={isPending || isDayWrong || isOpen}
              onClick={() => save({ seats, target, note, until, reason })}
            >
              {t(`decide.confirm.${kind}`)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

type TargetProps = {
  connector: string
  value: string
  smaller: string | null | undefined
  onChange: (skuId: string) => void
}

/** The smaller product: that of the claim, or any product of the tenant. */
function Target({ connector, value, smaller, onChange }: TargetProps) {
  const { t } = useTranslation('savings')
  const list = useQuery(useSavingsQueries(connector).prices())
  const products = list.data?.products.filter(({ kind }) => kind === 'paid') ?? []
  return (
    <Field label={t('decide.target')}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        <option value="">
          {smaller === undefined ? t('decide.ofClaim') : (smaller ?? t('decide.choose'))}
        </option>
        {products.map(({ skuId, name }) => (
          <option key={skuId} value={skuId}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}

type Draft = {
  seats: readonly ChosenSeat[]
  target: string
  note: string
  until: string
  reason: (typeof exclusionReasons)[number]
}

/** Sends a choice by the call that it needs. */
function useChoice(connector: string, kind: ChoiceKind, onDone: () => void) {
  const decide = useSavingsChange('savings.decide', connector)
  const postpone = useSavingsChange('savings.postpone', connector)
  const leaveOut = useSavingsChange('savings.excludeAll', connector)
  const save = ({ seats: given, target, note: text, until, reason }: Draft) => {
    const seats = [...given]
    const note = text.trim() === '' ? null : text.trim()
    const done = { onSuccess: onDone }
    if (kind === 'postpone') postpone.mutate({ connector, seats, until }, done)
    else if (kind === 'leaveOut') {
      const exclusions = seats.map(seat => ({ ...seat, reason, note, ...endOf(reason, until) }))
      leaveOut.mutate({ connector, exclusions }, done)
    } else {
      const end = kind === 'keep' ? until : null
      decide.mutate(
        { connector, seats, decision: kind, targetSkuId: target === '' ? null : target, note, until: end },
        done,
      )
    }
  }
  return {
    save,
    isPending: decide.isPending || postpone.isPending || leaveOut.isPending,
    error: decide.error ?? postpone.error ?? leaveOut.error,
  }
}
