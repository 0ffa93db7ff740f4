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
import { exclusionReasons } from '../../../electron/contract/savings/names.ts'
import { useSavingsChange, useSavingsQueries } from '../../savings-queries.ts'
import { DialogSurface } from '../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { dayAhead, exclusionDays, isStanding } from './end.ts'
import { type ExclusionDraft, exclusionOf, reasonOf } from './exclusion-draft.ts'
import { ExclusionFields } from './exclusion-fields.tsx'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  hint: { margin: 0, color: tokens.colorNeutralForeground3 },
})

type Props = {
  connector: string
  given: ExclusionDraft
  /** The user whom the given draft is about, by name. */
  person?: string
  onClose: () => void
}

/** Leaves somebody or something out: whom it hits is shown before it is saved. */
export function ExclusionDialog({ connector, given, person, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const now = useNow()
  const [draft, setDraft] = useState(given)
  const [end, setEnd] = useState(dayAhead(now, exclusionDays.usual))
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
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('excluded.add')}</DialogTitle>
          <DialogContent className={styles.fields}>
            <p className={styles.hint}>{t(person === undefined ? 'excluded.hint' : 'excluded.personHint')}</p>
            <ExclusionFields connector={connector} draft={draft} person={person} onChange={change} />
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
              <Field label={t(isStanding(reasonOf(draft)) ? 'excluded.review' : 'excluded.until')}>
                <Input
                  type="date"
                  value={end}
                  min={dayAhead(now, 1)}
                  max={dayAhead(now, exclusionDays.most)}
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
