import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exclusionReasons } from '../../../../electron/contract/savings/names.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { fieldOf } from '../../../ui/hidden-text.ts'
import { useNow } from '../../../ui/use-now.ts'
import { dayAhead, usualDays } from '../decisions/choice.ts'
import { useSavingsChange, useSavingsQueries } from '../use-savings.ts'
import { type ExclusionDraft, exclusionOf, reasonOf } from './exclusion-draft.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  hint: { margin: 0, color: tokens.colorNeutralForeground3 },
})

const rules = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'P1'] as const

type Props = { connector: string; given: ExclusionDraft; onClose: () => void }

/** Leaves somebody or something out: whom it hits is shown before it is saved. */
export function ExclusionDialog({ connector, given, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const now = useNow()
  const [draft, setDraft] = useState(given)
  const [end, setEnd] = useState(dayAhead(now, usualDays.leaveOut))
  const [isConfirmed, setConfirmed] = useState(false)
  const save = useSavingsChange('savings.exclude', connector)
  const exclusion = exclusionOf(draft, end)
  const preview = useQuery({
    ...useSavingsQueries(connector).exclusionPreview(exclusion, draft.renews),
    enabled: exclusion !== null,
  })
  const isEverybody = exclusion !== null && preview.data?.isEverybody === true
  const change = (part: Partial<ExclusionDraft>) => {
    setDraft({ ...draft, ...part })
    setConfirmed(false)
  }
  const isStanding = ['service_account', 'emergency_account'].includes(reasonOf(draft))
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('excluded.add')}</DialogTitle>
          <DialogContent className={styles.fields}>
            <p className={styles.hint}>{t('excluded.hint')}</p>
            <Who connector={connector} draft={draft} onChange={change} />
            <div className={styles.pair}>
              <Field label={t('excluded.reason')}>
                <Select value={draft.reason} onChange={(_, { value }) => change({ reason: value })}>
                  {exclusionReasons.map(reason => (
                    <option key={reason} value={reason}>
                      {t(`excluded.reasons.${reason}`)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t(isStanding ? 'excluded.review' : 'excluded.until')}>
                <Input
                  type="date"
                  value={end}
                  min={dayAhead(now, 1)}
                  max={dayAhead(now, 365)}
                  onChange={(_, { value }) => setEnd(value)}
                />
              </Field>
            </div>
            <Preview answer={exclusion === null ? undefined : preview.data} />
            {isEverybody && (
              <Checkbox
                checked={isConfirmed}
                label={t('excluded.confirmEverybody')}
                onChange={(_, { checked }) => setConfirmed(checked === true)}
              />
            )}
            {save.isError && <ErrorPanel error={save.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            <Button
              appearance="primary"
              disabled={exclusion === null || save.isPending || end === '' || (isEverybody && !isConfirmed)}
              onClick={() =>
                exclusion !== null &&
                save.mutate(
                  { connector, exclusion, everybody: isConfirmed, renews: draft.renews },
                  { onSuccess: onClose },
                )
              }
            >
              {t('excluded.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

type WhoProps = {
  connector: string
  draft: ExclusionDraft
  onChange: (part: Partial<ExclusionDraft>) => void
}

/** Whom and what it is about. */
function Who({ connector, draft, onChange }: WhoProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const list = useQuery(useSavingsQueries(connector).prices())
  return (
    <div className={styles.pair}>
      <Field label={t('excluded.pattern')}>
        <Input
          placeholder={t('excluded.patternHint')}
          {...fieldOf(draft.pattern)}
          onChange={(_, { value }) => onChange({ pattern: value })}
        />
      </Field>
      <Field label={t('excluded.department')}>
        <Input value={draft.department} onChange={(_, { value }) => onChange({ department: value })} />
      </Field>
      <Field label={t('excluded.product')}>
        <Select value={draft.skuId} onChange={(_, { value }) => onChange({ skuId: value })}>
          <option value="">{t('excluded.anyProduct')}</option>
          {list.data?.products.map(({ skuId, name }) => (
            <option key={skuId} value={skuId}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('excluded.rule')}>
        <Select value={draft.rule} onChange={(_, { value }) => onChange({ rule: value })}>
          <option value="">{t('excluded.anyRule')}</option>
          {rules.map(rule => (
            <option key={rule} value={rule}>
              {t(`rules.${rule}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('excluded.group')}>
        <Input value={draft.groupId} onChange={(_, { value }) => onChange({ groupId: value })} />
      </Field>
      <Field label={t('excluded.note')}>
        <Input {...fieldOf(draft.note)} onChange={(_, { value }) => onChange({ note: value })} />
      </Field>
    </div>
  )
}

type PreviewProps = {
  answer: { seats: number; fits: number; licensed: number; isEverybody: boolean } | undefined
}

/** Whom it would hit today. */
function Preview({ answer }: PreviewProps) {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const text =
    answer === undefined
      ? ''
      : t('excluded.preview', {
          count: answer.seats,
          seats: format.integer(answer.seats),
          fits: format.integer(answer.fits),
          licensed: format.integer(answer.licensed),
        })
  return (
    <div role="status">
      {text}
      {answer?.isEverybody === true && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('excluded.everybody')}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
