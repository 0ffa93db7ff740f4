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
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanLadder } from '../../../../electron/contract/savings/ladder.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { changesOf, type LadderDraft, withRung } from './ladder-draft.ts'
import { AddedRungs, ShippedRungs } from './ladder-rungs.tsx'
import { PlanChoice } from './plan-choice.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  about: { margin: 0, color: tokens.colorNeutralForeground3 },
  pair: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
})

type Props = { connector: string; ladder: PlanLadder; onClose: () => void }

/** Which plans stand above each other: those that are shipped, with their day, and those that were added. */
export function LadderDialog({ connector, ladder, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const [draft, setDraft] = useState<LadderDraft>(new Map())
  const [note, setNote] = useState('')
  const save = useSavingsChange('savings.changeLadder', connector)
  const set = (pair: { lower: string; higher: string }, isOn: boolean) =>
    setDraft(withRung(draft, ladder, pair, isOn))
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('ladder.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.about}>{t('ladder.about', { date: format.date(ladder.date) })}</p>
            <h3 className={styles.title}>{t('ladder.added')}</h3>
            <AddedRungs draft={draft} ladder={ladder} onRemove={pair => set(pair, false)} />
            <NewRung plans={ladder.plans} onAdd={pair => set(pair, true)} />
            <h3 className={styles.title}>{t('ladder.shipped')}</h3>
            <ShippedRungs draft={draft} ladder={ladder} onSet={set} />
            <Field label={t('ladder.note')} hint={t('ladder.noteHint')}>
              <Input value={note} maxLength={2000} onChange={(_, { value }) => setNote(value)} />
            </Field>
            {save.isError && <ErrorPanel error={save.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            <Button
              appearance="primary"
              disabled={save.isPending || draft.size === 0}
              onClick={() =>
                save.mutate({ connector, changes: changesOf(draft, note) }, { onSuccess: onClose })
              }
            >
              {t('ladder.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** Two plans to be added as a pair. What is no ladder is refused when all of it is saved. */
function NewRung({
  plans,
  onAdd,
}: {
  plans: PlanLadder['plans']
  onAdd: (pair: { lower: string; higher: string }) => void
}) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [lower, setLower] = useState('')
  const [higher, setHigher] = useState('')
  const pair = { lower: lower.trim(), higher: higher.trim() }
  return (
    <div className={styles.pair}>
      <PlanChoice label={t('ladder.lower')} plans={plans} text={lower} onChange={setLower} />
      <PlanChoice label={t('ladder.higher')} plans={plans} text={higher} onChange={setHigher} />
      <Button
        disabled={pair.lower === '' || pair.higher === ''}
        onClick={() => {
          onAdd(pair)
          setLower('')
          setHigher('')
        }}
      >
        {t('ladder.add')}
      </Button>
    </div>
  )
}
