import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Link,
  makeStyles,
  Radio,
  RadioGroup,
  SpinButton,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renewalDecisions } from '../../../electron/contract/savings/names.ts'
import { DialogSurface } from '../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { fieldOf } from '../../ui/hidden-text.ts'
import { type PlannedRenewal, useDecideRenewal } from './use-renewal-plan.ts'

const useStyles = makeStyles({
  cell: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})

/** What is suggested, or what was decided, with the way to decide. */
export function RenewalDecisionCell({ connector, row }: { connector: string; row: PlannedRenewal }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { decision, renew, totalLicenses, decideBy, lastDay, isOverdue } = row
  const isLess = renew !== null && totalLicenses !== null && renew < totalLicenses
  return (
    <div className={styles.cell}>
      {decision === null ? (
        renew !== null && (
          <span>
            {isLess
              ? t('renewalsScreen.renew', { renew: format.integer(renew), of: format.integer(totalLicenses) })
              : t('renewalsScreen.renewAll')}
          </span>
        )
      ) : (
        <span>
          {t(`renewalsScreen.decisions.${decision.kind}`, { seats: format.integer(decision.seats ?? 0) })}
          {decision.note !== null && <div className={styles.under}>{decision.note}</div>}
        </span>
      )}
      {decision === null && isLess && decideBy !== null && !isOverdue && (
        <span className={styles.under}>{t('renewalsScreen.decideBy', { date: format.date(decideBy) })}</span>
      )}
      {decision === null && isLess && lastDay !== null && (
        <span className={styles.under}>{t('renewalsScreen.lastDay', { date: format.date(lastDay) })}</span>
      )}
      <Link
        as="button"
        aria-label={`${t('renewalsScreen.decide')}: ${t('renewalsScreen.decideAbout', { product: row.productName })}`}
        onClick={() => setOpen(true)}
      >
        {t('renewalsScreen.decide')}
      </Link>
      {isOpen && <DecisionDialog connector={connector} row={row} onClose={() => setOpen(false)} />}
    </div>
  )
}

type Props = { connector: string; row: PlannedRenewal; onClose: () => void }

function DecisionDialog({ connector, row, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { subscriptionId, productName, renew, totalLicenses, decision, nextDay } = row
  const [kind, setKind] = useState(
    decision?.kind ?? (renew === null || renew === totalLicenses ? 'keep' : 'cut'),
  )
  const [seats, setSeats] = useState(decision?.seats ?? renew ?? 0)
  const [note, setNote] = useState(decision?.note ?? '')
  const decide = useDecideRenewal(connector)
  const save = () => {
    const text = note.trim() === '' ? null : note.trim()
    const made = { kind, seats: kind === 'cut' ? seats : null, note: text, forDay: nextDay }
    decide.mutate({ connector, subscriptionId, decision: made }, { onSuccess: onClose })
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('renewalsScreen.decideAbout', { product: productName })}</DialogTitle>
          <DialogContent className={styles.fields}>
            <RadioGroup
              value={kind}
              aria-label={t('renewalsScreen.decision')}
              onChange={(_, { value }) => setKind(renewalDecisions.find(known => known === value) ?? 'keep')}
            >
              {renewalDecisions.map(one => (
                <Radio key={one} value={one} label={t(`renewalsScreen.choices.${one}`)} />
              ))}
            </RadioGroup>
            {kind === 'cut' && (
              <Field label={t('renewalsScreen.cutTo')}>
                <SpinButton
                  value={seats}
                  min={0}
                  {...(totalLicenses === null ? {} : { max: totalLicenses })}
                  onChange={(_, data) => {
                    const value = data.value ?? Number.parseInt(data.displayValue ?? '', 10)
                    if (Number.isInteger(value) && value >= 0) setSeats(value)
                  }}
                />
              </Field>
            )}
            <Field label={t('renewalsScreen.note')}>
              <Textarea {...fieldOf(note)} maxLength={2000} onChange={(_, { value }) => setNote(value)} />
            </Field>
            {decide.isError && <ErrorPanel error={decide.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('table.filter.cancel')}</Button>
            {decision !== null && (
              <Button
                disabledFocusable={decide.isPending}
                onClick={() =>
                  decide.mutate({ connector, subscriptionId, decision: null }, { onSuccess: onClose })
                }
              >
                {t('renewalsScreen.takeBack')}
              </Button>
            )}
            <Button appearance="primary" disabledFocusable={decide.isPending} onClick={save}>
              {t('renewalsScreen.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
