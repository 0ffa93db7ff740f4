import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExclusionInput } from '../../../../electron/contract/savings/inputs.ts'
import { exclusionReasons } from '../../../../electron/contract/savings/names.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { useSavingsChange } from '../use-savings.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})

const usualDays = 90
const dayMs = 86_400_000

type Draft = {
  pattern: string
  department: string
  reason: ExclusionInput['reason']
  until: string
  note: string
}

/** Leaves somebody out: whom it hits is shown before it is saved. */
export function ExclusionDialog({ connector, onClose }: { connector: string; onClose: () => void }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const now = useNow()
  const [draft, setDraft] = useState<Draft>({
    pattern: '',
    department: '',
    reason: 'leave',
    until: new Date(now + usualDays * dayMs).toISOString().slice(0, 10),
    note: '',
  })
  const preview = useSavingsChange('savings.previewExclusion', connector)
  const save = useSavingsChange('savings.exclude', connector)
  const exclusion = exclusionOf(draft)
  const isEmpty = exclusion.upnPattern === null && exclusion.department === null
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    const wanted = exclusionOf(next)
    if (wanted.upnPattern !== null || wanted.department !== null)
      preview.mutate({ connector, exclusion: wanted })
  }
  const isStanding = draft.reason === 'service_account' || draft.reason === 'emergency_account'
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('excluded.add')}</DialogTitle>
          <DialogContent className={styles.fields}>
            <Field label={t('excluded.pattern')}>
              <Input value={draft.pattern} onChange={(_, { value }) => change({ pattern: value })} />
            </Field>
            <Field label={t('excluded.department')}>
              <Input value={draft.department} onChange={(_, { value }) => change({ department: value })} />
            </Field>
            <Field label={t('excluded.reason')}>
              <Select
                value={draft.reason}
                onChange={(_, { value }) =>
                  change({ reason: exclusionReasons.find(known => known === value) ?? 'other' })
                }
              >
                {exclusionReasons.map(reason => (
                  <option key={reason} value={reason}>
                    {t(`excluded.reasons.${reason}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t(isStanding ? 'excluded.review' : 'excluded.until')}>
              <Input type="date" value={draft.until} onChange={(_, { value }) => change({ until: value })} />
            </Field>
            <Field label={t('excluded.note')}>
              <Input value={draft.note} onChange={(_, { value }) => change({ note: value })} />
            </Field>
            <div role="status">
              {preview.data !== undefined &&
                !isEmpty &&
                t('excluded.preview', {
                  count: preview.data.seats,
                  seats: format.integer(preview.data.seats),
                  people: format.integer(preview.data.people),
                })}
            </div>
            {save.isError && <ErrorPanel error={save.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            <Button
              appearance="primary"
              disabled={isEmpty || save.isPending}
              onClick={() => save.mutate({ connector, exclusion }, { onSuccess: onClose })}
            >
              {t('excluded.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function exclusionOf({ pattern, department, reason, until, note }: Draft): ExclusionInput {
  const textOf = (value: string) => (value.trim() === '' ? null : value.trim())
  const isStanding = reason === 'service_account' || reason === 'emergency_account'
  const end = textOf(until)
  return {
    userId: null,
    upnPattern: textOf(pattern),
    department: textOf(department),
    groupId: null,
    skuId: null,
    rule: null,
    reason,
    note: textOf(note),
    from: null,
    until: isStanding ? null : end,
    reviewOn: isStanding ? end : null,
  }
}
